import type {Session} from '../actions/session.ts';
import {portRows} from '../model/port-rows.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {table} from './tables.ts';

/** The port map of the host, or of one guest. A name that only rules remember is a guest here. */
export async function ports([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> {
  if (rest.length > 0) throw wrongUse('ports takes one name or none: construct-tui ports [NAME]');
  const {forwards, guests, problems} = session.guests.snapshot();
  const known = name === undefined ? forwards : forwards.filter(({guest}) => guest === name);
  const own = face.options.flag('try') ? await session.tryPorts(known) : known;
  if (name !== undefined && own.length === 0 && !guests.some(guest => guest.name === name))
    throw new Failure(3, 'no-such-guest', `There is no guest called ${name}`, {hint: 'construct-tui list shows them'});
  for (const problem of problems) face.note(problem);
  if (face.json) {
    face.document({forwards: own});
    return 0;
  }
  const header = ['GUEST', 'DOOR', 'LEADS TO', 'FROM', 'STORED', 'LIVE', 'ANSWERS', 'REACHABLE', 'CONFLICTS'];
  const rows = portRows(own).map(row => [
    ...[row.guest, row.door, row.leadsTo, row.from, row.stored, row.live, row.answers, row.reachable],
    row.conflicts || '-',
  ]);
  face.print(rows.length === 0 ? 'No forwards: construct-tui expose NAME PORT… makes some' : table(header, rows));
  return 0;
}
