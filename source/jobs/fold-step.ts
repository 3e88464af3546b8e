import type {JobStep} from '../model/job.ts';
import type {Step, Verdict} from '../model/plan.ts';
import type {Event} from './events.ts';
import type {Seen} from './seen.ts';

/** One step as the journal tells it. */
export function foldStep(step: Step, index: number, {events, alive, progress}: Seen): JobStep {
  const own = events.filter(event => 'step' in event && event.step === index);
  const start = own.find(event => event.type === 'step-start');
  const end = own.find(event => event.type === 'step-end');
  const withheld = own.find(event => event.type === 'withheld')?.verdict;
  const verdict = own.find(event => event.type === 'check')?.verdict;
  const over = events.some(event => event.type === 'end') || !alive;
  const state = !start ? (over ? 'skipped' : 'planned') : stepState(step, end, verdict, over);
  return {
    title: step.title,
    argv: step.command?.argv ?? null,
    file: step.file?.path ?? null,
    state,
    exitCode: end?.exitCode ?? null,
    startedAt: start?.at ?? null,
    endedAt: end?.at ?? null,
    check: verdict?.truth ?? null,
    note: noteOf(end, verdict) || withheld?.note || (end ? '' : openNote(own)),
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

const noteOf = (end: StepEnd | undefined, verdict: Verdict | undefined): string =>
  [...new Set([end?.note, verdict?.note])].filter(Boolean).join('; ');

/** What is odd about a step that has not come back. */
function openNote(own: readonly Event[]): string {
  const asks = own.find(event => event.type === 'asks');
  const late = own.some(event => event.type === 'overdue')
    ? 'it is past its time limit; it goes on and is watched'
    : '';
  return [asks && `it prints the same line without end, as if it waited for an answer: ${asks.line}`, late]
    .filter(Boolean)
    .join('; ');
}
