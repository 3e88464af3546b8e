import {type PortRow, portRows} from '../../../model/port-rows.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Role} from '../../../terminal/theme.ts';
import {line, type Paint} from '../../paint.ts';
import type {Picture, World} from '../../screen.ts';
import {type Cell, tableLines} from '../../table.ts';
import {filterLines, listRows} from '../list.ts';
import {type PortsScreen, visiblePorts} from './state.ts';

const role = ({agrees}: PortRow): Role => (agrees ? 'text' : 'warn');

/** What is wrong with the door under the cursor stands below in any case. */
export const portCells: readonly Cell<PortRow>[] = [
  {id: 'door', title: 'DOOR', least: 16, most: 48, rank: 0, role, text: row => row.door},
  {id: 'guest', title: 'GUEST', least: 8, most: 31, rank: 1, role, text: row => row.guest},
  {id: 'leadsTo', title: 'LEADS TO', least: 14, most: 48, rank: 2, role, text: row => row.leadsTo},
  {id: 'stored', title: 'STORED', least: 6, most: 7, rank: 4, role, text: row => row.stored},
  {id: 'live', title: 'LIVE', least: 7, most: 7, rank: 3, role, text: row => row.live},
  {id: 'from', title: 'FROM', least: 4, most: 48, rank: 5, role, text: row => row.from},
  {id: 'conflicts', title: 'WRONG', least: 20, most: 48, rank: 6, role, text: row => row.conflicts},
];

export function drawPorts(screen: PortsScreen, world: World, paint: Paint): Picture {
  const rows = portRows(visiblePorts(screen, world));
  const height = listRows(screen, world);
  const view = scrollTo(screen.view, screen.view.cursor, rows.length, height);
  const sign = ({agrees}: PortRow): string => (agrees ? ' ' : paint.glyphs.warning);
  const wrong = rows.filter(({agrees}) => !agrees).length;
  return {
    heading: 'Ports',
    aside: [
      `${rows.length} ${rows.length === 1 ? 'door' : 'doors'}`,
      ...(wrong > 0 ? [`${wrong} wrong`] : []),
      ...(screen.filter ? [`matching ${screen.filter}`] : []),
    ].join(` ${paint.glyphs.dot} `),
    rest: rows[view.cursor]?.conflicts ?? '',
    lines: [
      ...filterLines(screen, paint),
      ...tableLines({cells: portCells, rows, view, height, sign}, world.size.columns, paint),
      ...(rows.length === 0 ? [line(nothing(screen))] : []),
    ],
  };
}

const nothing = ({filter}: PortsScreen): string =>
  filter ? '  No door matches.' : '  No port of this host leads to a guest. x on a guest exposes some.';
