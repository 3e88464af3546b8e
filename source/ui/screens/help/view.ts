import {places} from '../../../actions/places.ts';
import {line, span} from '../../paint.ts';
import {bodyRows, type Picture, type World} from '../../screen.ts';
import {helpLine, helpText} from './lines.ts';
import type {HelpScreen} from './state.ts';

export function drawHelp({about, top}: HelpScreen, {size}: World): Picture {
  const rows = helpText(about, size.columns);
  return {
    heading: `Keys in ${places[about.place].title}`,
    aside: '',
    lines: rows.slice(top, top + bodyRows(size)).map(row => line(span(`  ${helpLine(row)}`, 'key'), row.text)),
  };
}
