import {secretMissing, secretProblem} from '../../../actions/secret-again.ts';
import {destroysData} from '../../../actions/table.ts';
import type {Answers} from '../../../model/form.ts';
import type {Plan} from '../../../model/plan.ts';
import type {Secrets} from '../../../model/secrets.ts';
import {scrollBy} from '../../../terminal/scroll.ts';
import {shellLine} from '../../../text/quote.ts';
import {firstKey} from '../../keymap.ts';
import {bodyRows, type Change, type Press, type World} from '../../screen.ts';
import {editLine} from '../line-edit.ts';
import {movesOf} from '../moves.ts';
import {noSearch, type Search, searchBy} from '../search.ts';
import {type PlanRow, planText} from './lines.ts';

export type PlanScreen = {
  readonly place: 'plan';
  readonly plan: Plan;
  /** What it was made of, so that it can be made again when the host has changed. */
  readonly answers: Answers;
  readonly secrets: Secrets;
  readonly top: number;
  readonly isUnfolded: boolean;
  /** Handed over; until the answer comes no second Enter starts it again. */
  readonly isStarting: boolean;
  /** What was typed of a secret that is needed again, or of the name that has to be typed; null: nothing is asked for. */
  readonly typed: string | null;
  readonly search: Search;
  /** The host whose part of something larger it is: it is looked at here, and runs with the others. */
  readonly onlyShown?: string;
};

export const openPlan = (plan: Plan, answers: Answers, secrets: Secrets): PlanScreen => ({
  place: 'plan',
  plan,
  answers,
  secrets,
  top: 0,
  isUnfolded: false,
  isStarting: false,
  typed: null,
  search: noSearch,
});

export function pressPlan(screen: PlanScreen, press: Press, world: World): Change {
  const {plan} = screen;
  if (screen.typed !== null) return typing(screen, screen.typed, press, world);
  const rows = planText(plan, world.size.columns, screen.isUnfolded);
  const height = bodyRows(world.size);
  const found = searchBy(screen.search, press, () => rows.map(({text}) => text));
  if (found) {
    const {search, isFound, flash} = found;
    const top = isFound ? scrollBy(0, (search.at ?? 0) - 1, rows.length, height) : screen.top;
    return {screen: {...screen, search, top}, ...(flash && {flash})};
  }
  if (press.id === 'write-script') return writeScript(plan);
  if (press.id === 'page')
    return {effects: [{do: 'page', name: 'plan.txt', text: planText(plan, 100, true).map(textOf).join('\n')}]};
  if (press.id === 'run' && screen.onlyShown !== undefined)
    return {back: 1, flash: {role: 'muted', text: `It runs with the others: ${firstKey('run-tasks')}`}};
  if (press.id === 'run')
    return toAsk(screen) !== null && plan.refusals.length === 0 ? {screen: {...screen, typed: ''}} : run(screen);
  if (press.id === 'unfold') return {screen: {...screen, isUnfolded: !screen.isUnfolded, top: 0}};
  if (press.id === 'copy') return {effects: [{do: 'copy', text: commandsOf(plan)}]};
  const move = movesOf(press, screen.top, Math.max(1, rows.length - height + 1), height);
  return move === null ? {} : {screen: {...screen, top: scrollBy(0, move, rows.length, height)}};
}

const textOf = ({number, text}: PlanRow): string => (number === undefined ? text : `${number.padStart(2)}  ${text}`);

const writeScript = (plan: Plan): Change =>
  plan.steps.length > 0 && plan.refusals.length === 0
    ? {effects: [{do: 'write-script', plan}]}
    : {flash: {role: 'warn', text: plan.refusals[0]?.reason ?? 'There is nothing to do, so there is nothing to write'}};

/** What destroys data asks for its name: a key pressed too often must not be enough. */
export const asksForName = (plan: Plan): boolean =>
  plan.steps.length > 0 && (removesAgain(plan) || destroysData(plan.action));

/** Taking back a job that has claimed a new name removes who bears it by now, with everything in them. */
const removesAgain = ({follows, touches}: Plan): boolean =>
  follows?.kind === 'undo' && touches.some(({kind, mode}) => kind === 'name' && mode === 'change');

export type ToAsk = {readonly what: 'secret'; readonly field: string} | {readonly what: 'name'};

/** What has to be typed before it runs, one after the other; null: nothing. */
export function toAsk({plan, secrets}: PlanScreen): ToAsk | null {
  const field = secretMissing(plan, secrets);
  if (field !== null) return {what: 'secret', field};
  return asksForName(plan) ? {what: 'name'} : null;
}

function typing(screen: PlanScreen, typed: string, press: Press, world: World): Change {
  const {plan, secrets} = screen;
  const ask = toAsk(screen);
  if (press.id === 'back') return {screen: {...screen, typed: null}};
  if (press.id !== 'run') return {screen: {...screen, typed: editLine(typed, press)}};
  if (ask?.what === 'secret') {
    const problem = secretProblem(plan, ask.field, typed, world.form);
    if (problem !== null) return {screen: {...screen, typed: ''}, flash: {role: 'warn', text: problem}};
    const given = {...screen, secrets: {...secrets, [ask.field]: typed}, typed: null};
    return toAsk(given) === null ? run(given) : {screen: {...given, typed: ''}};
  }
  if (typed === plan.target) return run({...screen, typed: null});
  return {flash: {role: 'warn', text: `Not run: that is not ${plan.target}`}};
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
