import type {FleetDoor, FleetGuest, FleetJob} from '../../../actions/fleet/lists.ts';
import type {Guest} from '../../../model/guest.ts';
import type {Job} from '../../../model/job.ts';
import {type PortRow, portRows} from '../../../model/port-rows.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import {firstKey} from '../../keymap.ts';
import {line, type Paint} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {type Cell, tableLines} from '../../table.ts';
import {guestCells} from '../guests/columns.ts';
import {jobCells} from '../jobs/columns.ts';
import {filterLines, listRows} from '../list.ts';
import {portCells} from '../ports/view.ts';
import {type FleetScreen, keyOfGuest, lists, rowsOf} from './state.ts';

type OnHost = {readonly host: string; readonly colour: string};

const hostCell: Cell<OnHost> = {
  ...{id: 'host', title: 'HOST', least: 8, most: 20, rank: 1},
  text: ({host}) => host,
  colour: ({colour}) => colour,
};

/** The columns that one host's list has, behind the host. */
const behindHost = <Part, Row extends OnHost>(
  cells: readonly Cell<Part>[],
  part: (row: Row) => Part,
): readonly Cell<Row>[] => [
  hostCell,
  ...cells.map(
    ({role, text, colour: _, ...cell}): Cell<Row> => ({
      ...cell,
      rank: cell.rank === 0 ? 0 : cell.rank + 1,
      text: (row, glyphs) => text(part(row), glyphs),
      ...(role && {role: row => role(part(row))}),
    }),
  ),
];

type GuestRow = FleetGuest & OnHost;
type DoorRow = OnHost & {readonly row: PortRow};
type JobRow = FleetJob & OnHost;

const cells = {
  guests: behindHost<Guest, GuestRow>(guestCells, ({guest}) => guest),
  ports: behindHost<PortRow, DoorRow>(portCells, ({row}) => row),
  jobs: behindHost<Job, JobRow>(jobCells, ({job}) => job),
};

export function drawFleet(screen: FleetScreen, world: World, paint: Paint): Picture {
  const height = listRows(screen, world);
  const count = rowsOf[screen.list](screen, world).length;
  const view = scrollTo(screen.view, screen.view.cursor, count, height);
  return {
    heading: `All hosts: ${screen.list}`,
    aside: asideOf(screen, count, world, paint),
    rest: `${firstKey('next-list')}: ${lists.filter(list => list !== screen.list).join(', ')}`,
    lines: [
      ...filterLines(screen, paint),
      ...tableOf[screen.list](screen, {view, height}, world, paint),
      ...(count === 0 ? [line(screen.filter ? '  Nothing matches.' : '  Nothing is known yet.')] : []),
    ],
  };
}

type Window = {readonly view: {readonly cursor: number; readonly top: number}; readonly height: number};

/** Only what is in sight gets its row: fleets have thousands. */
function windowed<Given extends {readonly host: string}, Row extends OnHost>(
  all: readonly Given[],
  {view, height}: Window,
  {fleet}: World,
  rowFor: (given: Given & OnHost) => Row,
): {readonly rows: readonly Row[]; readonly view: Window['view']; readonly height: number} {
  const colours = new Map(fleet.map(({name, settings}) => [name, settings.colour]));
  const seen = all.slice(view.top, view.top + height);
  return {
    rows: seen.map(given => rowFor({...given, colour: colours.get(given.host) ?? ''})),
    view: {cursor: view.cursor - view.top, top: 0},
    height,
  };
}

type Drawing = (screen: FleetScreen, window: Window, world: World, paint: Paint) => readonly Line[];

const tableOf: Readonly<Record<FleetScreen['list'], Drawing>> = {
  guests(screen, window, world, paint) {
    const sign = (row: GuestRow): string => (screen.marked.includes(keyOfGuest(row)) ? '+' : ' ');
    const seen = windowed<FleetGuest, GuestRow>(rowsOf.guests(screen, world), window, world, row => row);
    return tableLines({cells: cells.guests, sign, ...seen}, world.size.columns, paint);
  },
  ports(screen, window, world, paint) {
    const seen = windowed<FleetDoor, DoorRow>(rowsOf.ports(screen, world), window, world, ({host, colour, door}) => ({
      ...{host, colour},
      row: portRows([door])[0] as PortRow,
    }));
    return tableLines({cells: cells.ports, ...seen}, world.size.columns, paint);
  },
  jobs(screen, window, world, paint) {
    const seen = windowed<FleetJob, JobRow>(rowsOf.jobs(screen, world), window, world, row => row);
    return tableLines({cells: cells.jobs, ...seen}, world.size.columns, paint);
  },
};

function asideOf({filter, marked, list}: FleetScreen, count: number, {fleet}: World, {glyphs}: Paint): string {
  const ready = fleet.filter(({condition}) => condition === 'ready').length;
  return [
    ...(marked.length > 0 ? [`${marked.length} marked`] : []),
    `${count} ${count === 1 ? list.slice(0, -1) : list}`,
    `${ready} of ${fleet.length} hosts ready`,
    ...(filter ? [`matching ${filter}`] : []),
  ].join(` ${glyphs.dot} `);
}
