import {line, type Paint, span} from '../../paint.ts';
import {bodyRows, type Line, type Picture, type World} from '../../screen.ts';
import {type Fact, guestText, nameWidth} from './lines.ts';
import type {GuestScreen} from './state.ts';

export function drawGuest(screen: GuestScreen, world: World, paint: Paint): Picture {
  const rows = guestText(screen, world);
  const height = bodyRows(world.size);
  const seen = Math.min(rows.length, screen.top + height);
  return {
    heading: screen.name,
    aside: rows.length > height ? `rows ${screen.top + 1}-${seen} of ${rows.length}` : '',
    lines: rows.slice(screen.top, screen.top + height).map(fact => factLine(fact, world, paint)),
  };
}

function factLine({name, text, role}: Fact, {size}: World, paint: Paint): Line {
  if (name === undefined) return line(span(paint.cut(text, size.columns), role));
  return line(
    span(paint.fit(name, nameWidth), 'muted'),
    ' ',
    span(paint.cut(text, size.columns - nameWidth - 1), role),
  );
}
