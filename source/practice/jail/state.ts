import type {Call} from '../call.ts';
import {lookUp} from './guest.ts';

/** `cbsd jstatus`: prints the jid and ends 1 for a guest that exists, 0 for one that does not. */
export const jstatus = (call: Call): number => {
  const invert = call.given.has('invert');
  const words = call.argv.filter(word => !word.startsWith('invert='));
  const [there, missing] = invert ? [0, 1] : [1, 0];
  const jname = call.get('jname') || words.join(' ');
  if (jname === '') return missing;
  const guest = lookUp(call.world, jname);
  if (guest === null) return missing;
  call.say(String(guest.jid));
  return there;
};

const modes: Readonly<Record<string, number>> = {master: 0, slave: 2, maintenance: 3};

export const jswmode = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  const [jname, mode, comment] = [call.get('jname'), call.get('mode'), call.get('comment')];
  const guest = lookUp(call.world, jname);
  if (guest === null) return call.fail(`${n1}No such jail: ${n2}${jname}${n0}`);
  const status = modes[mode];
  if (status === undefined) return call.fail(`${n1}Unknown status${n0}`);
  if (mode !== 'maintenance' && guest.jid > 0) call.say(`${n1}Warning: jail is online${n0}`);
  call.world.change('local', 'UPDATE jails SET status = ? WHERE jname = ?', status, jname);
  if (comment !== '') call.world.change('local', 'UPDATE jails SET maintenance = ? WHERE jname = ?', comment, jname);
  return 0;
};

/** `cbsd jwhereis`: names by position only; the node's name for each that is here. */
export const jwhereis = (call: Call): number => {
  if (call.positional.length === 0) call.fail('jwhereis: give me args');
  for (const name of call.positional) {
    const guest = lookUp(call.world, name);
    if (guest !== null) call.say(guest.get('nodename'));
  }
  return 0;
};

/** `cbsd jorder`: names by boot order on one line. */
export const jorder = (call: Call): number => {
  const way = call.get('order').toUpperCase() === 'DESC' ? 'DESC' : 'ASC';
  const rows = call.world.query(
    'local',
    `SELECT jname FROM jails WHERE emulator = 'jail' AND status < 2 ORDER BY b_order ${way}, jname`,
  );
  call.say(rows.map(row => String(row.jname)).join(' '));
  return 0;
};
