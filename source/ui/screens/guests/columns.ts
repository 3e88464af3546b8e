import type {Guest} from '../../../model/guest.ts';
import type {GlyphName} from '../../../terminal/glyphs.ts';
import {formatBytes} from '../../../text/units.ts';
import type {Cell} from '../../table.ts';
import {roleOf} from '../guest/lines.ts';

const signs: Readonly<Record<Guest['state'], GlyphName>> = {
  running: 'running',
  stopped: 'stopped',
  busy: 'busy',
  broken: 'broken',
  unknown: 'unknown',
};

const bytes = (value: number | null): string => (value === null ? '-' : formatBytes(value));

/** Doors of the host, the ones that the firewall does not have marked as such. */
function ports({forwards}: Guest): string {
  const doors = forwards.map(({hostPort, live}) => (live === false ? `(${hostPort})` : `${hostPort}`));
  return doors.join(' ') || '-';
}

export const guestCells: readonly Cell<Guest>[] = [
  {id: 'name', title: 'NAME', least: 12, most: 31, rank: 0, text: guest => guest.name},
  {id: 'kind', title: 'KIND', least: 4, most: 9, rank: 2, text: guest => guest.kind},
  {
    id: 'state',
    title: 'STATE',
    least: 9,
    most: 11,
    rank: 1,
    text: ({state}, glyphs) => `${glyphs[signs[state]]} ${state}`,
    role: ({state}) => roleOf[state],
  },
  {id: 'address', title: 'ADDRESS', least: 15, most: 40, rank: 3, text: guest => guest.addresses.join(' ') || '-'},
  {id: 'ports', title: 'PORTS', least: 5, most: 24, rank: 5, text: ports},
  {id: 'os', title: 'SYSTEM', least: 12, most: 24, rank: 6, text: guest => guest.os || '-'},
  {id: 'cpus', title: 'CPU', least: 3, most: 3, rank: 7, isNumber: true, text: guest => `${guest.cpus ?? '-'}`},
  {id: 'memory', title: 'MEMORY', least: 8, most: 9, rank: 4, isNumber: true, text: guest => bytes(guest.memoryBytes)},
  {id: 'disk', title: 'DISK', least: 8, most: 9, rank: 8, isNumber: true, text: guest => bytes(guest.diskBytes)},
];
