import type {Call, Steps} from '../call.ts';
import {masked} from '../jail/guest.ts';
import {runningMachine} from '../kernel.ts';
import {readGuest} from './guest.ts';
import {duration, knownVms, sayDone} from './names.ts';
import {stopProcess, switchMode} from './state.ts';

/** `bstop`: an off VM is stopped too, with a warning, and every end is 0. */
export function* bstop(call: Call): Steps {
  if (call.argv.length === 0) return call.fail('No bhyve specified');
  // Any `inter` drops the first word, so a name given by position is lost (cbsd-observed, trap 2).
  const words = call.env.NOINTER || call.get('inter') ? call.argv.slice(1) : call.argv;
  const many = masked(call, call.get('jname'), 'bhyve');
  const vms = many.length > 0 ? many : knownVms(call, words);
  if (vms.length > 1) {
    const options = [`noacpi=${call.get('noacpi') || '0'}`, `hard_timeout=${call.get('hard_timeout') || '30'}`];
    for (const one of vms) call.capture('bstop', [`jname=${one}`, ...options]);
    return call.fail(`Multiple stop: done in ${duration(call.elapsed())}`, 0);
  }
  const jname = call.get('jname') || vms[0] || words[0] || '';
  if (jname === '') return call.fail('Give me domain name');
  const guest = readGuest(call.world, jname);
  if (!guest) return call.fail(`No such domain: ${jname}`);
  if (guest.emulator !== 'bhyve') return call.fail('Not in bhyve mode');
  yield* stopVm(call, jname, call.get('noacpi') === '1');
  sayDone(call, 'bstop');
  return 0;
}

/** CBSD counts the whole timeout down even when the process ended at once; a real guest takes some of it, this one a moment. */
function* stopVm(call: Call, jname: string, kill: boolean): Generator<{ms: number}, void> {
  const {world} = call;
  const runs = runningMachine(world, jname) !== null;
  switchMode(world, jname, 3, 'Stopping_VM');
  if (!kill && !runs) call.say(`Warning: unable to determine bhyve pid for: ${jname}`);
  if (!kill && runs) {
    const timeout = Number(call.get('hard_timeout') || '30');
    for (let second = 1; second <= timeout; second += 1) {
      const told = `Send SIGTERM to ${jname}. Soft timeout is ${timeout} sec. ${timeout - second} seconds left [`;
      call.out(told + '.'.repeat(second));
      if (second % 10 === 0) yield {ms: 100};
    }
    call.out(']\n');
  }
  stopProcess(world, jname);
  switchMode(world, jname, 0, '0');
  yield* call.run('expose', ['mode=clear', `jname=${jname}`]);
}
