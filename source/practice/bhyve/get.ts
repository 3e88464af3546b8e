import type {Call} from '../call.ts';
import {settingsColumns} from './columns.ts';
import {readGuest, setting} from './guest.ts';

/** `bget`: the known names in the order asked, all of them when none is known; a jid or status is none (cbsd-observed, formats). */
export function bget(call: Call): number {
  const {world} = call;
  const jname = call.get('jname');
  const guest = readGuest(world, jname);
  if (!guest) return call.fail(`No such bhyve: ${jname}`);
  if (guest.emulator !== 'bhyve') return call.fail(`not bhyve engine, emulator: ${guest.emulator}`);
  const known = [...settingsColumns, 'gid'];
  const asked = call.argv.filter(one => known.includes(one));
  for (const name of asked.length > 0 ? asked : known) {
    const value = (name === 'gid' ? guest.value(name) : setting(world, jname, name)) || '0';
    call.say(call.get('mode') === 'quiet' ? value : `${name}: ${value}`);
  }
  return 0;
}
