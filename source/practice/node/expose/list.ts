import type {Call} from '../../call.ts';
import {nodeRow} from '../node-row.ts';
import {doorsFile, storedDoors} from './store.ts';

export const listDoors = (call: Call, guest: string): number => {
  const {nodeip} = nodeRow(call.world);
  for (const {hostPort, guestPort, proto, hostAddress, sources} of storedDoors(call, guest)) {
    const via = ['0', 'nodeip'].includes(hostAddress) ? `inaddr=0 -> ${nodeip}` : hostAddress;
    const line = `${hostPort} -> ${guestPort} from ${sources} (${via} ${proto})`;
    call.say(hostPort === '0' ? `map all via ${via}` : line);
  }
  return 0;
};

/** Without arguments: the doors of all guests, the headings on stderr. */
export const listAll = (call: Call): number => {
  const {n0, n1, n2} = call.paint;
  for (const row of call.world.query('local', 'SELECT jname FROM jails ORDER BY jname')) {
    const guest = String(row.jname);
    if (!call.world.exists(doorsFile(guest))) continue;
    call.err(`${n1}Expose for ${n2}${guest}${n1}:${n0}\n`);
    listDoors(call, guest);
  }
  return 0;
};
