import type {Action} from '../../actions/table.ts';
import type {Guest} from '../../model/guest.ts';
import type {NextAction} from '../../model/plan.ts';
import type {Change, World} from '../screen.ts';
import {openForm} from './form/open.ts';
import {openPlan} from './plan/state.ts';

/** What a row of a menu leads to. */
export type Intent =
  | {readonly kind: 'open'; readonly action: string; readonly target: string}
  | {readonly kind: 'copy'; readonly text: string}
  | {readonly kind: 'home'};

export function follow(intent: Intent, world: World): Change {
  if (intent.kind === 'copy') return {back: 1, effects: [{do: 'copy', text: intent.text}]};
  if (intent.kind === 'home') return {back: 'home'};
  if (world.view.status === 'reading' && world.view.readAt === null) return {isEarly: true};
  if (intent.action.startsWith('create-') && intent.target !== '') {
    return {back: 1, effects: [{do: 'open-like', action: intent.action, guest: intent.target}]};
  }
  const opened = openForm(intent.action, intent.target, world);
  return 'reason' in opened ? {back: 1, flash: {role: 'bad', text: opened.reason}} : {back: 1, open: opened};
}

export const intentOf = (next: NextAction): Intent =>
  next.kind === 'copy' ? {kind: 'copy', text: next.text} : {kind: 'open', action: next.action, target: next.target};

/**
 * What a row of the action table does to a guest: its form opens, or its plan where there is nothing to ask. A state that the
 * row has nothing for gets its reason told instead of a guess.
 */
export function actOn(row: Pick<Action, 'plans' | 'plansBy'>, guest: Guest, world: World): Change {
  const action = row.plans ?? row.plansBy?.[guest.state];
  if (!guest.managed) return refuse(`${guest.name}: its name cannot travel in every command; it is listed only`);
  if (action === undefined)
    return refuse(`${guest.name} is ${guest.state}${guest.stateReason ? `: ${guest.stateReason}` : ''}`);
  const opened = openForm(action, guest.name, world);
  return 'reason' in opened ? {flash: {role: 'bad', text: opened.reason}} : {open: opened};
}

export const planned = (action: string, target: string, world: World): Change => ({
  open: openPlan(world.plan(action, target, {}), {}, {}),
});

const refuse = (text: string): Change => ({flash: {role: 'warn', text}});
