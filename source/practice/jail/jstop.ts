import {sayDone} from '../bhyve/names.ts';
import type {Call, Steps} from '../call.ts';
import {dropRules, stopJail} from '../kernel.ts';
import {readAddresses, tellJailConf} from './addresses.ts';
import {type Guest, lookUp, masked, systemFolder} from './guest.ts';
import {chosen} from './names.ts';

/** `cbsd jstop`: takes the guest's forwards out of the firewall, TCP ones at least (cbsd-observed, trap 6). */
export function* jstop(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  const whom = chosen(call);
  if ('many' in whom) {
    for (const jname of whom.many) {
      call.capture('jstop', [`jname=${jname}`], {NOINTER: '1'});
      yield {ms: 0};
    }
    sayDone(call, `${n1}jstop`);
    call.say(`${n1}Multiple stop: ${n2}done${n0}`);
    return 0;
  }
  const guest = lookUp(call.world, whom.one);
  if (guest === null) return call.fail(`${n1}No such jail: ${n2}${whom.one}${n0}`);
  if (guest.jid === 0) call.fail(`${n1}Not Running: ${n2}${guest.jname}${n0}`);
  if (guest.status === 3) call.fail(`${n1}Jail in maintenance mode${n0}`);
  if (guest.get('emulator') === 'bhyve')
    call.fail(`${n1}For bhyve jail use: ${n2}cbsd bstop ${guest.jname} ${n1}instead${n0}`);
  return yield* stop(call, guest);
}

function* stop(call: Call, guest: Guest): Steps {
  const {n0, n1, n2} = call.paint;
  const {jname} = guest;
  tellJailConf(call, guest, guest.get('ip4_addr'), true);
  yield* call.run('expose', [`jname=${jname}`, 'mode=clear']);
  readAddresses(call, guest.get('ip4_addr'), 2);
  hook(call, guest, 'exec_master_prestop', 'Master exec prestop');
  hook(call, guest, 'exec_prestop', 'exec exec_prestop');
  call.say(`${n1}Stopping jail: ${n2}${jname}, parallel timeout=5${n0}`);
  yield {ms: 0};
  stopJail(call.world, jname);
  dropRules(call.world, jname);
  hook(call, guest, 'exec_master_poststop', 'Master exec afterstop');
  hook(call, guest, 'exec_poststop', 'exec exec_poststop');
  call.world.change(
    'local',
    "UPDATE jails SET jid = 0, status = 0, state_time = strftime('%s','now') WHERE jname = ?",
    jname,
  );
  call.world.remove(`${systemFolder(jname)}/locked`);
  sayDone(call, `${n1}jstop`);
  return 0;
}

/** A command of the operator's around the stop: told as CBSD tells it, never run. */
const hook = (call: Call, guest: Guest, column: string, what: string): void => {
  const {n0, n1, n2} = call.paint;
  const command = guest.get(column);
  if (command === '' || command === '0') return;
  call.say(`${n1}${guest.jname} ${what}: ${n2}${command}${n0}`);
  call.wouldRun(command);
};

/** `cbsd jrestart`: says nothing about a jail that is off but how long that took; ends 0 (cbsd-observed). */
export function* jrestart(call: Call): Steps {
  const {n0, n1, n2} = call.paint;
  if (call.argv.length === 0) return 0;
  const jname = call.get('jname');
  const names = jname === '' ? call.positional : jname.includes('*') ? masked(call, jname) : [jname];
  for (const name of names) {
    const guest = lookUp(call.world, name);
    if (guest === null) {
      call.say(`${n1}no such jail: ${n2}${name}${n0}`);
      continue;
    }
    if (guest.status === 0 || guest.jid === 0) continue;
    yield* call.run('jstop', [`jname=${name}`]);
    yield* call.run('jstart', [`jname=${name}`]);
    sayDone(call, `${n1}jrestart`);
  }
  sayDone(call, `${n1}jrestart`);
  return 0;
}
