import type {Node} from '../../../model/driver.ts';
import type {Guest} from '../../../model/guest.ts';
import {widthOf, wrap} from '../../../terminal/fit.ts';
import {formatBytes} from '../../../text/units.ts';
import {line, type Paint, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {tableLines} from '../../table.ts';
import {filterLines} from '../list.ts';
import {guestCells} from './columns.ts';
import {greeting} from './greeting.ts';
import {visibleGuests} from './rows.ts';
import {cursorOf, type GuestsScreen, guestRows} from './state.ts';

export function drawGuests(screen: GuestsScreen, world: World, paint: Paint): Picture {
  const {view, size} = world;
  const guests = visibleGuests(view.guests, screen.filter, screen.sort);
  const height = guestRows(screen, world);
  const table = {
    cells: guestCells,
    rows: guests,
    measured: view.guests,
    view: cursorOf(screen, guests, height),
    height,
    sign: ({name}: Guest) => (screen.marked.includes(name) ? '+' : ' '),
  };
  return {
    heading: 'Guests',
    aside: asideOf(screen, guests.length, world),
    rest: nodeText(view.node, size.columns, paint),
    lines: [
      ...filterLines(screen, paint),
      ...(view.problems.length > 0
        ? [line(span(`${paint.glyphs.warning} ${problemText(view.problems)}`, 'warn'))]
        : []),
      ...(guests.length > 0 ? tableLines(table, size.columns, paint) : nothing(screen, world)),
      ...(screen.filter ? [] : greetingBelow(guests.length, height, world)),
    ],
  };
}

/** What the host has left, for the question that comes before every create. */
function nodeText(node: Node | null, columns: number, paint: Paint): string {
  if (!node) return '';
  const whole = nodeParts(node).join(` ${paint.glyphs.dot} `);
  if (widthOf(whole) <= columns) return whole;
  return nodeParts({...node, memoryBytes: null}).join(` ${paint.glyphs.dot} `);
}

function nodeParts(node: Node): readonly string[] {
  const {memoryBytes, memoryFreeBytes, diskFreeBytes, cpus} = node;
  const memory =
    memoryFreeBytes === null
      ? []
      : [`${formatBytes(memoryFreeBytes)} memory free${memoryBytes === null ? '' : ` of ${formatBytes(memoryBytes)}`}`];
  const disk = diskFreeBytes === null ? [] : [`${formatBytes(diskFreeBytes)} disk free`];
  return [...(cpus === null ? [] : [`${cpus} CPUs`]), ...memory, ...disk];
}

const problemText = (problems: readonly string[]): string =>
  problems.length === 1 ? (problems[0] ?? '') : `${problems[0]} (and ${problems.length - 1} more)`;

function asideOf({filter, sort, marked}: GuestsScreen, shown: number, {view}: World): string | readonly string[] {
  if (view.status === 'reading' && view.readAt === null) return 'reading the host';
  const running = runningOf(view.guests);
  const count = filter
    ? `${shown} of ${view.guests.length} match ${filter}, Esc shows all`
    : `${shown} ${shown === 1 ? 'guest' : 'guests'}, ${running} running`;
  const marks = marked.length > 0 ? [`${marked.length} marked`] : [];
  return [...marks, count, `by ${sort}`];
}

/** Counted once for each look at the host, not for each key. */
function runningOf(guests: readonly Guest[]): number {
  const known = counts.get(guests);
  if (known !== undefined) return known;
  const running = guests.filter(({state}) => state === 'running').length;
  counts.set(guests, running);
  return running;
}

const counts = new WeakMap<readonly Guest[], number>();

function nothing({filter}: GuestsScreen, world: World): readonly Line[] {
  const {view} = world;
  if (filter) return [line(''), line('  No guest matches. Esc shows all of them again.')];
  if (view.status === 'reading') return [line(''), line('  Reading the host.')];
  if (view.status === 'failed' && !view.isAbsent) {
    return [
      line(''),
      line(span('  The host could not be read:', 'bad')),
      ...view.problems.map(problem => line(`    ${problem}`)),
      line(''),
      line('  r tries again.'),
    ];
  }
  return [line(''), ...greetingRows(world).map(indented)];
}

/** Whole, however narrow the terminal is. */
const greetingRows = (world: World): readonly string[] =>
  greeting(world).flatMap(text => wrap(text, world.size.columns - 2));

const indented = (text: string): Line => line(`  ${text}`);

/** Below the guests, where the list leaves room for all of it. */
function greetingBelow(count: number, height: number, world: World): readonly Line[] {
  const text = count > 0 ? greetingRows(world) : [];
  return text.length > 0 && count + text.length + 1 <= height ? ['', ...text].map(indented) : [];
}
