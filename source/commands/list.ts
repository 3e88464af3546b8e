import type {Session} from '../actions/session.ts';
import {formatBytes} from '../text/units.ts';
import {guestDocument} from './documents.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {table} from './tables.ts';

export async function list(args: readonly string[], session: Session, face: Face): Promise<number> {
  if (args.length > 0) throw wrongUse(`list takes no name: construct-tui show ${args[0]} shows one guest`);
  const {guests, problems} = session.guests.snapshot();
  const {name, platform, version} = session.host;
  for (const problem of problems) face.note(problem);
  if (face.json) {
    face.document({host: {name, platform, version}, guests: guests.map(guestDocument)});
    return 0;
  }
  const rows = guests.map(guest => [
    guest.name,
    guest.kind,
    guest.state,
    guest.addresses.join(',') || '-',
    guest.os || '-',
    guest.cpus === null ? '-' : String(guest.cpus),
    guest.memoryBytes === null ? '-' : formatBytes(guest.memoryBytes),
    guest.autostart ? 'yes' : 'no',
  ]);
  face.print(table(['NAME', 'KIND', 'STATE', 'ADDRESS', 'OS', 'CPUS', 'MEMORY', 'AUTOSTART'], rows));
  return 0;
}
