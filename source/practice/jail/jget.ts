import type {Call} from '../call.ts';
import {type Guest, lookUp, nicDatabase, rootOf} from './guest.ts';
import {jailParameters} from './parameters.ts';

/** `cbsd jget`: unknown names vanish; when none is known it prints every value (cbsd-observed, formats). */
export const jget = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const jname = call.get('jname');
  const guest = lookUp(call.world, jname);
  if (guest === null) return call.fail(`${n1}No such jail: ${n2}${jname}${n0}`);
  const emulator = guest.get('emulator');
  if (emulator !== 'jail') return call.fail(`${n1}not jail engine, emulator: ${n2}${emulator}${n0}`);
  const all = [...jailParameters, 'nic_address'];
  const words = call.argv.flatMap(word => word.split(/\s+/));
  const asked = words.filter(word => all.includes(word));
  for (const name of asked.length > 0 ? asked : all) {
    const value = settingOf(call, guest, name);
    call.say(call.get('mode') === 'quiet' ? value : `${name}: ${value}`);
  }
  return 0;
};

const settingOf = (call: Call, guest: Guest, name: string): string => {
  if (name === 'path') return rootOf(guest);
  if (name !== 'nic_address') return guest.get(name);
  const nic = call.world.query(nicDatabase(guest.jname), 'SELECT nic_address FROM jailnic LIMIT 1')[0];
  return String(nic?.nic_address ?? '0') || '0';
};
