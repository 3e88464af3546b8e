import type {Node} from '../../../model/driver.ts';
import type {Guest} from '../../../model/guest.ts';
import {fitColumns, type Placed} from '../../../terminal/columns.ts';
import {widthOf} from '../../../terminal/fit.ts';
import type {GlyphName} from '../../../terminal/glyphs.ts';
import {formatBytes} from '../../../text/units.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {roleOf} from '../guest/lines.ts';
import {visibleGuests} from './rows.ts';
import {cursorOf, type GuestsScreen, listRows} from './state.ts';

type ColumnId = 'name' | 'kind' | 'state' | 'address' | 'os' | 'cpus' | 'memory' | 'disk' | 'ports';

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

const signs: Readonly<Record<Guest['state'], GlyphName>> = {
  running: 'running',
  stopped: 'stopped',
  busy: 'busy',
  broken: 'broken',
  unknown: 'unknown',
};

export function drawGuests(screen: GuestsScreen, world: World, paint: Paint): Picture {
  const {view, size} = world;
  const guests = visibleGuests(view.guests, screen.filter, screen.sort);
  const height = listRows(screen, world);
  const {cursor, top} = cursorOf(screen, guests, height);
  const seen = guests.slice(top, top + height);
  const placed = place(guests, size.columns);
  return {
    heading: 'Guests',
    aside: asideOf(screen, guests.length, world, paint),
    rest: nodeText(view.node, paint),
    lines: [
      ...(screen.isFiltering ? [line(span('/', 'key'), screen.filter, span(paint.glyphs.caret, 'accent'))] : []),
      ...(view.problems.length > 0
        ? [line(span(`${paint.glyphs.warning} ${problemText(view.problems)}`, 'warn'))]
        : []),
      ...(guests.length > 0
        ? [head(placed, paint), ...seen.map((guest, index) => row(guest, placed, top + index === cursor, paint))]
        : nothing(screen, world)),
    ],
  };
}

/** What the host has left, for the question that comes before every create. */
function nodeText(node: Node | null, {glyphs}: Paint): string {
  if (!node) return '';
  const {memoryBytes, memoryFreeBytes, diskFreeBytes, cpus} = node;
  const memory =
    memoryFreeBytes === null
      ? []
      : [`${formatBytes(memoryFreeBytes)} memory free${memoryBytes === null ? '' : ` of ${formatBytes(memoryBytes)}`}`];
  const disk = diskFreeBytes === null ? [] : [`${formatBytes(diskFreeBytes)} disk free`];
  return [...(cpus === null ? [] : [`${cpus} CPUs`]), ...memory, ...disk].join(` ${glyphs.dot} `);
}

const problemText = (problems: readonly string[]): string =>
  problems.length === 1 ? (problems[0] ?? '') : `${problems[0]} (and ${problems.length - 1} more)`;

function asideOf({filter, sort}: GuestsScreen, shown: number, {view}: World, {glyphs}: Paint): string {
  if (view.status === 'reading' && view.readAt === null) return 'reading the host';
  const running = view.guests.filter(({state}) => state === 'running').length;
  const count = filter
    ? `${shown} of ${view.guests.length} match ${filter}`
    : `${shown} ${shown === 1 ? 'guest' : 'guests'}, ${running} running`;
  return [count, `by ${sort}`].join(` ${glyphs.dot} `);
}

function nothing({filter}: GuestsScreen, {view}: World): readonly Line[] {
  if (filter) return [line(''), line('  No guest matches. Esc shows all of them again.')];
  if (view.status === 'reading') return [line(''), line('  Reading the host.')];
  if (view.status === 'failed') {
    return [
      line(''),
      line(span('  The host could not be read:', 'bad')),
      ...view.problems.map(problem => line(`    ${problem}`)),
      line(''),
      line('  r tries again.'),
    ];
  }
  return [line(''), line('  No jails and no VMs are on this host yet.'), line(''), line('  c creates one.')];
}

/** As wide as what is in them, within their limits; a host of thousands is measured by its first rows. */
function place(guests: readonly Guest[], columns: number): readonly Placed<ColumnId>[] {
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

const places = new WeakMap<
  readonly Guest[],
  {readonly columns: number; readonly placed: readonly Placed<ColumnId>[]}
>();

const cellOf = new Map(cells.map(cell => [cell.id, cell]));

const head = (placed: readonly Placed<ColumnId>[], paint: Paint): Line =>
  line(
    span(
      `  ${placed.map(({id, width}) => aligned(cellOf.get(id)?.title ?? '', id, width, paint)).join('  ')}`,
      'muted',
    ),
  );

function row(guest: Guest, placed: readonly Placed<ColumnId>[], isSelected: boolean, paint: Paint): Line {
  const parts = placed.flatMap(({id, width}, index) => {
    const gap = span(index === 0 ? '' : '  ');
    const text = cellOf.get(id)?.text(guest) ?? '';
    if (id !== 'state') return [gap, span(aligned(text, id, width, paint))];
    return [gap, span(paint.fit(`${paint.glyphs[signs[guest.state]]} ${text}`, width), roleOf[guest.state])];
  });
  const whole = line(span(isSelected ? `${paint.glyphs.cursor} ` : '  '), ...parts);
  return isSelected ? selected(whole) : whole;
}

const aligned = (text: string, id: ColumnId, width: number, paint: Paint): string =>
  cellOf.get(id)?.isNumber ? paint.fitRight(text, width) : paint.fit(text, width);
