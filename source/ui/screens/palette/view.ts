import {widthOf} from '../../../terminal/fit.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {type PaletteRow, paletteRows} from './rows.ts';
import {listRows, type PaletteScreen} from './state.ts';

export function drawPalette(screen: PaletteScreen, world: World, paint: Paint): Picture {
  const rows = paletteRows(screen, world);
  const height = listRows(world);
  const {cursor, top} = scrollTo(screen.view, screen.view.cursor, rows.length, height);
  const seen = rows.slice(top, top + height);
  const widest = Math.max(12, ...seen.map(({label}) => widthOf(label)));
  const width = Math.min(widest, Math.floor(world.size.columns * 0.4));
  return {
    heading: 'Commands and guests',
    aside: `${rows.length}`,
    lines: [
      line(span(': ', 'key'), screen.filter),
      ...(seen.length > 0
        ? seen.map((row, index) => rowLine(row, top + index === cursor, width, world, paint))
        : [line(span('  Nothing is called that. Backspace widens the search.', 'muted'))]),
    ],
    caret: {x: 2 + widthOf(paint.clean(screen.filter)), y: 0},
  };
}

const keyWidth = 8;

function rowLine(
  {label, note, key}: PaletteRow,
  isSelected: boolean,
  width: number,
  {size}: World,
  paint: Paint,
): Line {
  const whole = line(
    isSelected ? `${paint.glyphs.cursor} ` : '  ',
    span(paint.fit(label, width), 'text'),
    span(`  ${paint.fit(key, keyWidth)}`, 'key'),
    span(paint.fit(note, size.columns - width - keyWidth - 5), 'muted'),
  );
  return isSelected ? selected(whole) : whole;
}
