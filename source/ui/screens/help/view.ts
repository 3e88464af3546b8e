import {places} from '../../../actions/places.ts';
import {line, span} from '../../paint.ts';
import {bodyRows, type Picture, type World} from '../../screen.ts';
import {helpLine, helpText} from './lines.ts';
import type {HelpScreen} from './state.ts';

export function drawHelp({about, top}: HelpScreen, {size}: World): Picture {
  const rows = helpText(about, size.columns);
  const height = bodyRows(size);
  return {
    heading: `Keys in ${places[about.place].title}`,
    aside: rows.length > height ? `rows ${top + 1}-${Math.min(rows.length, top + height)} of ${rows.length}` : '',
    lines: rows.slice(top, top + height).map(row => line(span(`  ${helpLine(row)}`, 'key'), row.text)),
  };
}
