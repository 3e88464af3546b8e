import {Box, Text} from 'ink';
import {createElement, memo, type ReactElement} from 'react';
import {widthOf} from '../terminal/fit.ts';
import type {Paint} from './paint.ts';
import type {Line, Span} from './screen.ts';

type Props = {
  readonly lines: readonly Line[];
  readonly height: number;
  readonly columns: number;
  readonly paint: Paint;
};

/**
 * The one way of text to the terminal: whatever a row says is made safe here once more, cut to one line and given its
 * colours. The box is always `height` rows high, so that nothing below moves.
 */
export function Lines({lines, height, columns, paint}: Props): ReactElement {
  const rows = lines.slice(0, height);
  return createElement(
    Box,
    {flexDirection: 'column', height, overflow: 'hidden'},
    ...rows.map(row => createElement(Row, {row, columns, paint})),
  );
}

type RowProps = {readonly row: Line} & Pick<Props, 'columns' | 'paint'>;

/** A key changes two rows of a list: the others are not made again. */
const Row = memo(
  ({row, columns, paint}: RowProps): ReactElement =>
    createElement(Text, {wrap: 'truncate', ...rowStyle(row, paint)}, ...spansOf(row, columns, paint)),
  (before, now) => before.columns === now.columns && before.paint === now.paint && isSameLine(before.row, now.row),
);

/** Whether both look the same on the screen. */
export const isSameLine = (one: Line, other: Line): boolean =>
  one.isSelected === other.isSelected &&
  one.spans.length === other.spans.length &&
  one.spans.every((span, index) => isSameSpan(span, other.spans[index]));

const isSameSpan = (one: Span, other: Span | undefined): boolean =>
  one.text === other?.text &&
  one.role === other.role &&
  (one.style === other.style || JSON.stringify(one.style) === JSON.stringify(other.style));

const rowStyle = ({isSelected}: Line, {theme}: Paint) => (isSelected ? theme.roles.selected : theme.roles.text);

/** A selected row has one style from end to end: spans of their own colours in it are hard to read and cost bytes. */
function spansOf({spans, isSelected}: Line, columns: number, paint: Paint): readonly (ReactElement | string)[] {
  if (spans.every(({text}) => text === '')) return [' ']; // Ink gives an empty text no row at all
  let room = columns;
  return spans.map(({text, role, style = role && paint.theme.roles[role]}) => {
    const shown = paint.cut(text, room); // Ink's own cut ends in a sign that no ASCII terminal has
    room = Math.max(0, room - widthOf(shown));
    return style && !isSelected ? createElement(Text, style, shown) : shown;
  });
}
