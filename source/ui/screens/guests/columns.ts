import type {Guest} from '../../../model/guest.ts';
import {fitColumns, type Placed} from '../../../terminal/columns.ts';
import {widthOf} from '../../../terminal/fit.ts';
import {formatBytes} from '../../../text/units.ts';

export type ColumnId = 'name' | 'kind' | 'state' | 'address' | 'os' | 'cpus' | 'memory' | 'disk' | 'ports';

type Cell = {
  readonly id: ColumnId;
  readonly title: string;
  readonly least: number;
  readonly most: number;
  readonly rank: number;
  readonly isNumber?: boolean;
  text(guest: Guest): string;
};

const cells: readonly Cell[] = [
  {id: 'name', title: 'NAME', least: 12, most: 31, rank: 0, text: guest => guest.name},
  {id: 'kind', title: 'KIND', least: 4, most: 9, rank: 2, text: guest => guest.kind},
  {id: 'state', title: 'STATE', least: 9, most: 11, rank: 1, text: guest => guest.state},
  {id: 'address', title: 'ADDRESS', least: 15, most: 40, rank: 3, text: guest => guest.addresses.join(' ') || '-'},
  {id: 'ports', title: 'PORTS', least: 5, most: 24, rank: 5, text: ports},
  {id: 'os', title: 'SYSTEM', least: 12, most: 24, rank: 6, text: guest => guest.os || '-'},
  {id: 'cpus', title: 'CPU', least: 3, most: 3, rank: 7, isNumber: true, text: guest => `${guest.cpus ?? '-'}`},
  {id: 'memory', title: 'MEMORY', least: 8, most: 9, rank: 4, isNumber: true, text: guest => bytes(guest.memoryBytes)},
  {id: 'disk', title: 'DISK', least: 8, most: 9, rank: 8, isNumber: true, text: guest => bytes(guest.diskBytes)},
];

const bytes = (value: number | null): string => (value === null ? '-' : formatBytes(value));

/** Doors of the host, the ones that the firewall does not have marked as such. */
function ports({forwards}: Guest): string {
  const doors = forwards.map(({hostPort, live}) => (live === false ? `(${hostPort})` : `${hostPort}`));
  return doors.join(' ') || '-';
}

export type Columns = readonly Placed<ColumnId>[];

/** As wide as what is in them, within their limits; a host of thousands is measured by its first rows. */
export function place(guests: readonly Guest[], columns: number): Columns {
  const known = places.get(guests);
  if (known?.columns === columns) return known.placed;
  const sample = guests.slice(0, 500);
  const wanted = cells.map(({id, title, least, most, rank, text}) => {
    const widest = sample.reduce((width, guest) => Math.max(width, widthOf(text(guest))), title.length);
    const extra = id === 'state' ? 2 : 0;
    return {id, rank, least, wanted: Math.max(least, Math.min(most, widest + extra))};
  });
  const placed = fitColumns(wanted, columns - 2);
  places.set(guests, {columns, placed});
  return placed;
}

const places = new WeakMap<readonly Guest[], {readonly columns: number; readonly placed: Columns}>();

export const cellOf = new Map(cells.map(cell => [cell.id, cell]));
