import type {FormView} from '../../../model/form.ts';
import type {Plan} from '../../../model/plan.ts';
import {widthOf} from '../../../terminal/fit.ts';
import {line, type Paint, span} from '../../paint.ts';
import type {Line, World} from '../../screen.ts';
import {planText} from '../plan/lines.ts';
import {planLine} from '../plan/view.ts';
import {planOf} from './answers.ts';
import type {FormScreen} from './state.ts';

/** The plan as it grows beside the form; made once for each state of the form, not for each frame. */
export function planPane(
  screen: FormScreen,
  world: World,
  width: number,
  height: number,
  paint: Paint,
): readonly Line[] {
  const plan = plans.get(screen.form) ?? planOf(screen, world).plan;
  plans.set(screen.form, plan);
  const rows = planText(plan, width, false);
  const title = plan.refusals.length > 0 ? 'It cannot run like this' : `What will run: ${plan.steps.length} steps`;
  const shown = rows.slice(0, height - 1).map(row => planLine(row, paint));
  return [
    line(span(title, 'title')),
    ...(rows.length > shown.length ? [...shown.slice(0, -1), line(span('  Ctrl-P shows all of it', 'muted'))] : shown),
  ];
}

const plans = new WeakMap<FormView, Plan>();

/** Two columns with a rule between them. What changes while one types stands on the right: the left costs nothing then. */
export function beside(left: readonly Line[], right: readonly Line[], width: number, paint: Paint): readonly Line[] {
  return Array.from({length: Math.max(left.length, right.length)}, (_, index) => {
    const row = left[index] ?? line('');
    const used = row.spans.reduce((sum, {text}) => sum + widthOf(paint.clean(text)), 0);
    const gap = span(' '.repeat(Math.max(0, width - used)));
    return {
      ...row,
      spans: [...row.spans, gap, span(` ${paint.glyphs.divider} `, 'rule'), ...(right[index]?.spans ?? [])],
    };
  });
}
