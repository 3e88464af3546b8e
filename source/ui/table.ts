import {fitColumns, type Placed} from '../terminal/columns.ts';
import {widthOf} from '../terminal/fit.ts';
import type {Glyphs} from '../terminal/glyphs.ts';
import type {View} from '../terminal/scroll.ts';
import type {Role} from '../terminal/theme.ts';
import {hostStyle} from './host-name.ts';
import {line, type Paint, selected, span} from './paint.ts';
import type {Line} from './screen.ts';

/** A column of a table: between `least` and `most` columns wide; on a narrow terminal the highest `rank` goes first. */
export type Cell<Row> = {
  readonly id: string;
  readonly title: string;
  readonly least: number;
  readonly most: number;
  readonly rank: number;
  readonly isNumber?: boolean;
  text(row: Row, glyphs: Glyphs): string;
  /** Absent: as plain text. */
  role?(row: Row): Role;
  /** The colour of a host, where the cell is its name. */
  colour?(row: Row): string;
};

export type Table<Row> = {
  readonly cells: readonly Cell<Row>[];
  readonly rows: readonly Row[];
  /** Whose widths count: a filter must move no column. Absent: the rows. */
  readonly measured?: readonly Row[];
  readonly view: View;
  readonly height: number;
  /** A sign beside the cursor, one column wide. */
  sign?(row: Row, glyphs: Glyphs): string;
};

/** The head and the rows in sight. */
export function tableLines<Row extends object>(table: Table<Row>, width: number, paint: Paint): readonly Line[] {
  const {rows, view, height} = table;
  const placed = place(table, width, paint);
  const titles = placed.map(({cell, width}) => aligned(cell.title, cell, width, paint));
  const seen = rows.slice(view.top, view.top + height);
  return [
    line(span(`  ${titles.join('  ')}`, 'muted')),
    ...seen.map((row, index) => rowLine(row, table, placed, view.top + index === view.cursor, paint)),
  ];
}

type PlacedCell<Row> = {readonly cell: Cell<Row>; readonly width: number};

/** A list of thousands is measured by its first rows, and once. */
const sample = 500;

/** As wide as what is in them, within their limits. */
function place<Row extends object>(
  {cells, rows, measured = rows}: Table<Row>,
  width: number,
  {glyphs}: Paint,
): readonly PlacedCell<Row>[] {
  const known = places.get(measured);
  const placed = known?.width === width && known.cells === cells ? known.placed : fit(measured, cells, width, glyphs);
  places.set(measured, {cells, width, placed});
  const byId = new Map(cells.map(cell => [cell.id, cell]));
  return placed.flatMap(({id, width}) => {
    const cell = byId.get(id);
    return cell ? [{cell, width}] : [];
  });
}

const places = new WeakMap<
  object,
  {readonly cells: object; readonly width: number; readonly placed: readonly Placed<string>[]}
>();

function fit<Row>(
  rows: readonly Row[],
  cells: readonly Cell<Row>[],
  width: number,
  glyphs: Glyphs,
): readonly Placed<string>[] {
  const some = rows.slice(0, sample);
  const wanted = cells.map(({id, title, least, most, rank, text}) => {
    const widest = some.reduce((widest, row) => Math.max(widest, widthOf(text(row, glyphs))), title.length);
    return {id, rank, least, wanted: Math.max(least, Math.min(most, widest))};
  });
  return fitColumns(wanted, width - 2);
}

function rowLine<Row>(
  row: Row,
  {sign}: Table<Row>,
  placed: readonly PlacedCell<Row>[],
  isSelected: boolean,
  paint: Paint,
): Line {
  const {glyphs} = paint;
  const parts = placed.flatMap(({cell, width}, index) => [
    index === 0 ? '' : '  ',
    {
      ...span(aligned(cell.text(row, glyphs), cell, width, paint), cell.role?.(row)),
      ...(cell.colour && hostStyle(cell.colour(row), paint)),
    },
  ]);
  const front = `${isSelected ? glyphs.cursor : ' '}${sign?.(row, glyphs) ?? ' '}`;
  const whole = line(span(front, 'accent'), ...parts);
  return isSelected ? selected(whole) : whole;
}

const aligned = <Row>(text: string, {isNumber}: Cell<Row>, width: number, paint: Paint): string =>
  isNumber ? paint.fitRight(text, width) : paint.fit(text, width);
