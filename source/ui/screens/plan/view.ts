import {line, type Paint, selected, span} from '../../paint.ts';
import {bodyRows, type Line, type Picture, type World} from '../../screen.ts';
import {searchLine} from '../search.ts';
import {type PlanRow, planText} from './lines.ts';
import {type PlanScreen, toAsk} from './state.ts';

export function drawPlan(screen: PlanScreen, world: World, paint: Paint): Picture {
  const {plan, top, isUnfolded, isStarting, search, onlyShown} = screen;
  const rows = planText(plan, world.size.columns, isUnfolded);
  const height = bodyRows(world.size);
  const count = plan.steps.length;
  const seen = Math.min(rows.length, top + height);
  const parts = [
    ...(isStarting ? ['starting'] : []),
    ...(rows.length > height ? [`rows ${top + 1}-${seen} of ${rows.length}`] : []),
    `${count} ${count === 1 ? 'step' : 'steps'}`,
  ];
  return {
    hosts: onlyShown === undefined ? undefined : [onlyShown],
    heading: `Plan${onlyShown === undefined ? '' : ` on ${onlyShown}`}: ${plan.title || plan.action}`,
    aside: parts,
    rest: question(screen, world, paint) ?? searchLine(search, paint.glyphs.caret) ?? '',
    lines: rows
      .slice(top, top + height)
      .map((row, index) => (top + index === search.at ? selected(planLine(row, paint)) : planLine(row, paint))),
  };
}

/** What has to be typed now; a secret shows only how much of it was. */
function question(screen: PlanScreen, {host}: World, {glyphs}: Paint): string | null {
  if (screen.typed === null) return null;
  const ask = toAsk(screen);
  return ask?.what === 'secret'
    ? `${ask.field} is kept nowhere; type it again: ${'*'.repeat([...screen.typed].length)}${glyphs.caret}`
    : `This cannot be taken back. Type ${screen.plan.target} and Enter to run it on ${host.name}: ${screen.typed}${glyphs.caret}`;
}

export function planLine({text, role, number}: PlanRow, paint: Paint): Line {
  if (number !== undefined) return line(span(number.padStart(2), 'accent'), span(`  ${text}`, 'title'));
  const sign = role === 'bad' ? `${paint.glyphs.broken} ` : role === 'warn' ? `${paint.glyphs.warning} ` : '';
  return line(span(text.startsWith(' ') ? text : sign + text, role));
}
