import {line, type Paint, selected, span} from '../../paint.ts';
import {bodyRows, type Line, type Picture, type Span, type World} from '../../screen.ts';
import {searchLine} from '../search.ts';
import {type Fact, guestText, usualNameWidth} from './lines.ts';
import type {GuestScreen} from './state.ts';

export function drawGuest(screen: GuestScreen, world: World, paint: Paint): Picture {
  const rows = guestText(screen, world);
  const height = bodyRows(world.size);
  const seen = Math.min(rows.length, screen.top + height);
  return {
    heading: screen.name,
    aside: rows.length > height ? `rows ${screen.top + 1}-${seen} of ${rows.length}` : '',
    rest: searchLine(screen.search, paint.glyphs.caret) ?? '',
    lines: rows.slice(screen.top, screen.top + height).map((fact, index) => {
      const row = factLine(fact, world, paint);
      return screen.top + index === screen.search.at ? selected(row) : row;
    }),
  };
}

function factLine(fact: Fact, {size}: World, paint: Paint): Line {
  const {name, text, role, beside} = fact;
  if (name === undefined) return line(span(paint.cut(text, size.columns), role));
  if (!beside) return line(...named(fact, size.columns, paint));
  const half = Math.floor(size.columns / 2);
  return line(...named(fact, half, paint), ...named(beside, size.columns - half, paint));
}

/** Exactly so many columns. */
const named = (
  {name = '', text, role, nameWidth = usualNameWidth}: Fact,
  width: number,
  paint: Paint,
): readonly Span[] => [
  span(paint.fit(name, nameWidth), 'muted'),
  span(' '),
  span(paint.fit(text, width - nameWidth - 1), role),
];
