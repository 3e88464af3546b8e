import type {Job, JobState, JobStep} from '../model/job.ts';
import type {Refusal, Step, Verdict} from '../model/plan.ts';
import type {Event, Order} from './events.ts';
import {failureSentence, successSentence} from './sentences.ts';

type StepProgress = {readonly step: number; readonly doneBytes: number; readonly totalBytes: number};

/**
 * A job as its journal tells it. `alive`: the runner's kernel lock is held. Without a runner and without an end the
 * step that was under way is unknown: nobody saw how it ended.
 */
export function foldJob(order: Order, events: readonly Event[], alive: boolean, progress: StepProgress | null): Job {
  const steps = order.plan.steps.map((step, index) => foldStep(step, index, events, alive, progress));
  const runner = events.find(event => event.type === 'runner');
  const refusals: readonly Refusal[] = events.find(event => event.type === 'refused')?.refusals ?? [];
  const end = events.find(event => event.type === 'end');
  const state = stateOf(events, steps, alive);
  const finished = state !== 'waiting' && state !== 'running';
  const touched = order.plan.steps.filter((_, index) => steps[index]?.startedAt !== null);
  return {
    id: order.id,
    action: order.plan.action,
    target: order.plan.target,
    title: order.plan.title,
    state,
    by: order.by,
    practice: order.host.practice !== null,
    startedAt: events.find(event => event.type === 'step-start')?.at ?? null,
    endedAt: finished ? (end?.at ?? events.at(-1)?.at ?? order.at) : null,
    steps,
    undoable: touched.length > 0 && touched.every(step => step.undo !== null),
    residue: state === 'failed' || state === 'unknown' ? touched.flatMap(step => step.residue) : [],
    refusals,
    sentence: finished ? sentence(state, order, events, steps, refusals) : '',
    next: state === 'done' ? order.plan.next : [],
    waitsFor: state === 'waiting' ? (events.findLast(event => event.type === 'waits')?.for ?? []) : [],
    runner: alive && runner ? {pid: runner.pid, startedAt: runner.at} : null,
  };
}

function foldStep(
  step: Step,
  index: number,
  events: readonly Event[],
  alive: boolean,
  progress: StepProgress | null,
): JobStep {
  const own = events.filter(event => 'step' in event && event.step === index);
  const start = own.find(event => event.type === 'step-start');
  const end = own.find(event => event.type === 'step-end');
  const verdict = own.find(event => event.type === 'check')?.verdict;
  const over = events.some(event => event.type === 'end') || !alive;
  return {
    title: step.title,
    argv: step.command?.argv ?? null,
    file: step.file?.path ?? null,
    state: !start ? (over ? 'skipped' : 'planned') : stepState(step, end, verdict, over),
    exitCode: end?.exitCode ?? null,
    startedAt: start?.at ?? null,
    endedAt: end?.at ?? null,
    check: verdict?.truth ?? null,
    note: verdict?.note || end?.note || '',
    progress:
      progress?.step === index && !end ? {doneBytes: progress.doneBytes, totalBytes: progress.totalBytes} : null,
  };
}

type StepEnd = Extract<Event, {type: 'step-end'}>;

function stepState(
  step: Step,
  end: StepEnd | undefined,
  verdict: Verdict | undefined,
  over: boolean,
): JobStep['state'] {
  if (!end) return over ? 'unknown' : 'started';
  if (end.ending === 'overdue' || end.ending === 'lost') return 'unknown';
  if (end.exitCode !== 0) return 'failed';
  if (!step.check) return 'checked';
  if (!verdict) return over ? 'unknown' : 'ended';
  return verdict.truth === 'true' ? 'checked' : verdict.truth === 'false' ? 'failed' : 'unknown';
}

function stateOf(events: readonly Event[], steps: readonly JobStep[], alive: boolean): JobState {
  if (events.some(event => event.type === 'refused')) return 'failed';
  if (steps.some(step => step.state === 'failed')) return 'failed';
  if (events.some(event => event.type === 'cancelled')) return 'cancelled';
  if (events.some(event => event.type === 'end')) {
    return steps.every(step => step.state === 'checked') ? 'done' : 'unknown';
  }
  if (!alive) return 'unknown';
  return events.some(event => event.type === 'step-start') ? 'running' : 'waiting';
}

function sentence(
  state: JobState,
  order: Order,
  events: readonly Event[],
  steps: readonly JobStep[],
  refusals: readonly Refusal[],
): string {
  const facts = Object.fromEntries(
    events.flatMap(event =>
      (event.type === 'check' ? Object.entries(event.verdict.facts ?? {}) : []).flatMap(([name, value]) => [
        [name, value],
        [`${order.plan.steps['step' in event ? event.step : 0]?.check?.target}.${name}`, value],
      ]),
    ),
  );
  return state === 'done' ? successSentence(order.plan, facts) : failureSentence(state, order.plan, steps, refusals);
}
