import {type PortRow, portRows} from '../../../model/port-rows.ts';
import {fitColumns, type Placed} from '../../../terminal/columns.ts';
import {widthOf} from '../../../terminal/fit.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {type PortsScreen, portsRows, visiblePorts} from './state.ts';

type ColumnId = 'door' | 'guest' | 'leadsTo' | 'stored' | 'live' | 'from' | 'conflicts';

/** By rank they go when the terminal is narrow; what is wrong with the door under the cursor stands below in any case. */
const columns: readonly {
  readonly id: ColumnId;
  readonly title: string;
  readonly least: number;
  readonly rank: number;
}[] = [
  {id: 'door', title: 'DOOR', least: 16, rank: 0},
  {id: 'guest', title: 'GUEST', least: 8, rank: 1},
  {id: 'leadsTo', title: 'LEADS TO', least: 14, rank: 2},
  {id: 'stored', title: 'STORED', least: 6, rank: 4},
  {id: 'live', title: 'LIVE', least: 7, rank: 3},
  {id: 'from', title: 'FROM', least: 4, rank: 5},
  {id: 'conflicts', title: 'WRONG', least: 20, rank: 6},
];

export function drawPorts(screen: PortsScreen, world: World, paint: Paint): Picture {
  const rows = portRows(visiblePorts(screen, world));
  const height = portsRows(screen, world);
  const {cursor, top} = scrollTo(screen.view, screen.view.cursor, rows.length, height);
  const placed = place(rows, world.size.columns);
  const wrong = rows.filter(({agrees}) => !agrees).length;
  const count = `${rows.length} ${rows.length === 1 ? 'door' : 'doors'}`;
  return {
    heading: 'Ports',
    aside: [
      count,
      ...(wrong > 0 ? [`${wrong} wrong`] : []),
      ...(screen.filter ? [`matching ${screen.filter}`] : []),
    ].join(` ${paint.glyphs.dot} `),
    rest: rows[cursor]?.conflicts ?? '',
    lines: [
      ...(screen.isFiltering ? [line(span('/', 'key'), screen.filter, span(paint.glyphs.caret, 'accent'))] : []),
      line(span(`  ${placed.map(({id, width}) => paint.fit(titles.get(id) ?? '', width)).join('  ')}`, 'muted')),
      ...(rows.length > 0
        ? rows.slice(top, top + height).map((row, index) => rowLine(row, placed, top + index === cursor, paint))
        : [
            line(
              screen.filter
                ? '  No door matches.'
                : '  No port of this host leads to a guest. x on a guest exposes some.',
            ),
          ]),
    ],
  };
}

const titles = new Map(columns.map(({id, title}) => [id, title]));

function place(rows: readonly PortRow[], width: number): readonly Placed<ColumnId>[] {
  const wanted = columns.map(({id, title, least, rank}) => {
    const widest = rows.slice(0, 500).reduce((most, row) => Math.max(most, widthOf(row[id])), title.length);
    return {id, rank, least, wanted: Math.max(least, Math.min(48, widest))};
  });
  return fitColumns(wanted, width - 2);
}

function rowLine(row: PortRow, placed: readonly Placed<ColumnId>[], isSelected: boolean, paint: Paint): Line {
  const sign = row.agrees ? ' ' : paint.glyphs.warning;
  const whole = line(
    span(`${isSelected ? paint.glyphs.cursor : ' '}${sign}`, 'warn'),
    span(placed.map(({id, width}) => paint.fit(row[id], width)).join('  '), row.agrees ? 'text' : 'warn'),
  );
  return isSelected ? selected(whole) : whole;
}
