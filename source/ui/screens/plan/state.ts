import type {Answers} from '../../../model/form.ts';
import type {Plan} from '../../../model/plan.ts';
import type {Secrets} from '../../../model/secrets.ts';
import {scrollBy} from '../../../terminal/scroll.ts';
import {shellLine} from '../../../text/quote.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {movesOf} from '../moves.ts';
import {planText} from './lines.ts';

export type PlanScreen = {
  readonly place: 'plan';
  readonly plan: Plan;
  /** What it was made of, so that it can be made again when the host has changed. */
  readonly answers: Answers;
  readonly secrets: Secrets;
  readonly top: number;
  /** Handed over; until the answer comes no second Enter starts it again. */
  readonly isStarting: boolean;
};

export const openPlan = (plan: Plan, answers: Answers, secrets: Secrets): PlanScreen => ({
  place: 'plan',
  plan,
  answers,
  secrets,
  top: 0,
  isStarting: false,
});

export function pressPlan(screen: PlanScreen, press: Press, world: World): Change {
  const {plan} = screen;
  if (press.id === 'run') return run(screen);
  if (press.id === 'copy') return {effects: [{do: 'copy', text: commandsOf(plan)}]};
  const height = bodyRows(world.size);
  const count = planText(plan, world.size.columns).length;
  const move = movesOf(press, screen.top, Math.max(1, count - height + 1), height);
  return move === null ? {} : {screen: {...screen, top: scrollBy(0, move, count, height)}};
}

function run(screen: PlanScreen): Change {
  const {plan, answers, secrets} = screen;
  const [refusal] = plan.refusals;
  if (refusal) return {flash: {role: 'bad', text: `Refused: ${refusal.reason}`}};
  if (plan.steps.length === 0) return {flash: {role: 'muted', text: 'There is nothing to do'}};
  if (screen.isStarting) return {};
  return {screen: {...screen, isStarting: true}, effects: [{do: 'start', plan, answers, secrets}]};
}

/** The commands as lines for a shell; files that they need are told as comments, since their content may hold secrets. */
export const commandsOf = (plan: Plan): string =>
  plan.steps.map(({command, file}) => (command ? shellLine(command.argv) : `# writes ${file?.path ?? ''}`)).join('\n');
