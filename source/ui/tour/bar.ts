import {wrap} from '../../terminal/fit.ts';
import {line, type Paint, span} from '../paint.ts';
import type {Line, Size} from '../screen.ts';
import {tourSteps} from './steps.ts';

/** Rows that the tour takes from the screen: a rule and two lines. */
export const barRows = 3;

export function barLines(step: number, {columns}: Size, paint: Paint): readonly Line[] {
  const {rule} = paint.glyphs;
  const title = `${rule.repeat(2)} Tour ${step + 1} of ${tourSteps.length} `;
  const texts = wrap(tourSteps[step]?.says ?? '', columns - 4).map(text => line(span(`  ${text}`, 'accent')));
  return [line(span(title + rule.repeat(Math.max(0, columns - title.length)), 'rule')), ...texts];
}
