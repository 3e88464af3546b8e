import type {Answers} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import type {World} from '../../screen.ts';
import {openPlan, type PlanScreen} from '../plan/state.ts';
import {formRows} from './rows.ts';
import type {FormScreen} from './state.ts';

/** The form with its draft, if there is one; an action without fields leads straight to its plan. */
export function openForm(
  action: string,
  target: string,
  world: Pick<World, 'form' | 'plan' | 'draft'>,
  given?: Answers,
): FormScreen | PlanScreen | Refusal {
  const answers = given ?? (target === '' ? world.draft(action) : {});
  const form = world.form(action, target, answers);
  if (!('fields' in form) || form.fields.length === 0) {
    const plan = world.plan(action, target, {});
    const [refusal] = plan.refusals;
    return refusal && !('fields' in form) ? refusal : openPlan(plan, {}, {});
  }
  const screen: FormScreen = {
    place: 'form',
    action,
    target,
    answers,
    form,
    cursor: null,
    caret: null,
    speed: 'basic',
    find: null,
    top: 0,
    picker: null,
    ...(given === undefined && Object.keys(answers).length > 0 && {isDraft: true}),
  };
  const first = formRows(screen).find(row => row.kind === 'field');
  return {...screen, cursor: first?.kind === 'field' ? first.field.id : null};
}

export const hasDraft = (screen: FormScreen): boolean => screen.isDraft === true;
