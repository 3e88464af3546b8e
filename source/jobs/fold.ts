import type {Guarded, Job, JobState, JobStep} from '../model/job.ts';
import type {Refusal} from '../model/plan.ts';
import type {Event, Order} from './events.ts';
import {foldStep} from './fold-step.ts';
import {guardedOf, guardedSentence, guardedSteps} from './guard/fold.ts';
import type {Seen} from './seen.ts';
import {failureSentence, successSentence} from './sentences.ts';
import {lastFinal, takenBack} from './way-back.ts';

/** A job as its journal tells it. What nobody saw the end of is unknown; what was never begun is known not to be. */
export function foldJob(order: Order, seen: Seen): Job {
  const {events, alive, damage = '', followedBy = []} = seen;
  const undone = followedBy.some(({kind, state}) => state === 'undone' || (kind === 'undo' && state === 'done'));
  const guarded = guardedOf(order.plan, seen);
  const own = order.plan.steps.map((step, index) => foldStep(step, index, seen));
  const final = lastFinal(
    order.plan.steps,
    own.map(({state}) => state),
  );
  const told = undone ? takenBack(own, order.plan.steps, final) : own;
  const steps = guardedSteps(told, order.plan.guard, guarded);
  const runner = events.findLast(event => event.type === 'runner');
  const refusals: readonly Refusal[] = events.find(event => event.type === 'refused')?.refusals ?? [];
  const state = undone ? 'undone' : stateOf(events, steps, alive, damage, guarded);
  const finished = state !== 'waiting' && state !== 'running';
  const touched = order.plan.steps.filter((_, index) => steps[index]?.startedAt !== null);
  const stuck = state === 'failed' || state === 'unknown';
  return {
    id: order.id,
    action: order.plan.action,
    target: order.plan.target,
    title: order.plan.title,
    state,
    by: order.by,
    practice: order.host.practice !== null,
    askedAt: order.at,
    startedAt: events.find(event => event.type === 'step-start')?.at ?? null,
    endedAt: finished ? (events.at(-1)?.at ?? order.at) : null,
    steps,
    undoable:
      finished &&
      !undone &&
      steps.some(({startedAt}, index) => index > final && startedAt !== null && order.plan.steps[index]?.undo),
    residue: stuck ? touched.flatMap(step => step.residue) : [],
    refusals,
    sentence: finished ? sentence(state, order, seen, steps, refusals, guarded) : '',
    next: state === 'done' ? order.plan.next : state === 'failed' ? (order.plan.instead ?? []) : [],
    waitsFor: state === 'waiting' ? (events.findLast(event => event.type === 'waits')?.for ?? []) : [],
    runner: alive && runner ? {pid: runner.pid, startedAt: runner.at} : null,
    follows: order.plan.follows ?? null,
    followedBy,
    left: seen.left ?? null,
    lasting: touched.filter(step => step.undo === null && step.command !== null).map(step => step.title),
    damage,
    guarded,
    tool: seen.tool ?? null,
    asks: seen.tool || alive ? asksOf(events) : null,
    endsAt: finished ? null : (seen.endsAt ?? null),
  };
}

/** A prompt without end of a step that has not come back. */
function asksOf(events: readonly Event[]): string | null {
  const asks = events.findLast(event => event.type === 'asks');
  return asks && !events.some(event => event.type === 'step-end' && event.step === asks.step) ? asks.line : null;
}

function stateOf(
  events: readonly Event[],
  steps: readonly JobStep[],
  alive: boolean,
  damage: string,
  guarded: Guarded | null,
): JobState {
  const has = (type: Event['type']) => events.some(event => event.type === type);
  if (alive && !has('end')) return has('step-start') ? 'running' : 'waiting';
  if (guarded?.state === 'not-reverted') return 'failed';
  if (has('cancelled')) return 'cancelled';
  if (guarded?.state === 'reverted') return 'failed';
  if (has('refused') || has('withheld')) return 'failed';
  if (steps.some(step => step.state === 'failed')) return 'failed';
  const proven = steps.every(step => step.state === 'checked');
  if (has('end')) return proven ? 'done' : 'unknown';
  if (damage !== '' || steps.some(step => step.state === 'unknown')) return 'unknown';
  return proven ? 'done' : 'failed';
}

function sentence(
  state: JobState,
  order: Order,
  {events, followedBy = [], damage = '', tool}: Seen,
  steps: readonly JobStep[],
  refusals: readonly Refusal[],
  guarded: Guarded | null,
): string {
  if (state === 'done') return successSentence(order.plan, factsOf(order, events));
  const undo = followedBy.findLast(({kind, state: its}) => its === 'undone' || (kind === 'undo' && its === 'done'));
  if (state === 'undone') return `${order.plan.title}: taken back by job ${undo?.job}`;
  const died = !events.some(event => event.type === 'end');
  const reasons = [
    guardedSentence(order.plan, guarded),
    died ? 'its runner ended before it did' : '',
    tool ? `${order.plan.steps[tool.step]?.title} goes on without it as process ${tool.pid}` : '',
    damage,
  ];
  return failureSentence(state, order.plan, steps, refusals, reasons.filter(Boolean).join('; '));
}

const factsOf = (order: Order, events: readonly Event[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    events.flatMap(event =>
      (event.type === 'check' ? Object.entries(event.verdict.facts ?? {}) : []).flatMap(([name, value]) => [
        [name, value],
        [`${order.plan.steps['step' in event ? event.step : 0]?.check?.target}.${name}`, value],
      ]),
    ),
  );
