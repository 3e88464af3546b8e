import type {Call} from '../call.ts';
import {readGuest} from './guest.ts';
import {pauseMarker} from './state.ts';

/** `bpause`: a signal to the VM's process, STOP or CONT; `auto` sends whichever the process isn't in. */
export function bpause(call: Call): number {
  const {world} = call;
  const jname = call.get('jname');
  const guest = readGuest(world, jname);
  if (!guest) return call.fail(`No such vm: ${jname}`);
  if (guest.emulator !== 'bhyve') return call.fail(`Not in bhyve emulator: ${guest.emulator}{NORMAL}`);
  if (guest.jid === 0) return call.fail(`Unable to determine pid for: ${jname}`);
  const mode = call.get('mode') || 'auto';
  const sleeps = world.exists(pauseMarker(jname));
  if (mode === 'auto') {
    call.say(`bhyve domain is ${sleeps ? 'sleeping, triggering to continue' : 'active, triggering to sleep'}`);
  }
  if (mode === 'on' || (mode === 'auto' && !sleeps)) world.write(pauseMarker(jname), '');
  else world.remove(pauseMarker(jname));
  return 0;
}
