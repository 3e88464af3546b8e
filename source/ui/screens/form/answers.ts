import type {Answers} from '../../../model/form.ts';
import {liveAnswers} from '../../../model/resolve.ts';
import type {World} from '../../screen.ts';
import {openPlan, type PlanScreen} from '../plan/state.ts';
import type {FormScreen} from './state.ts';

/**
 * What a plan is made of. The name is given even where it is the default, as a name on the command line would be, so that
 * both ways make the same plan.
 */
export function planOf(screen: FormScreen, world: World): PlanScreen {
  const answers = full(screen);
  const plan = world.plan(screen.action, screen.target || (answers.jname ?? ''), answers);
  return openPlan(plan, answers, secretsOf(screen));
}

/** An answer whose field another choice has hidden stays in the form and out of the plan, which would refuse to lose it. */
export function full({form, answers}: FormScreen): Answers {
  const name = form.fields.find(({id}) => id === 'jname');
  return liveAnswers(form, name ? {...answers, jname: name.value} : answers);
}

const isSecret = ({form}: FormScreen, id: string): boolean =>
  form.fields.some(field => field.id === id && field.secret);

export const secretsOf = (screen: FormScreen): Answers =>
  Object.fromEntries(Object.entries(screen.answers).filter(([id, value]) => value !== '' && isSecret(screen, id)));

/** What may be written to disk. */
export const openAnswers = (screen: FormScreen): Answers =>
  Object.fromEntries(Object.entries(screen.answers).filter(([id]) => !isSecret(screen, id)));
