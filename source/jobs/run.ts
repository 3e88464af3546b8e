import type {Chunk, Result} from '../model/command.ts';
import type {Driver} from '../model/driver.ts';
import type {Plan, Step, Verdict} from '../model/plan.ts';
import {fillSecrets, type Secrets} from '../model/secrets.ts';
import type {Transport} from '../model/transport.ts';
import type {Event} from './events.ts';
import {watchProgress} from './progress.ts';

export type Bench = {
  readonly transport: Transport;
  readonly driver: Driver;
  readonly secrets: Secrets;
  /** Resolves when it is on the disk; no step starts when it rejects. */
  journal(event: Event): Promise<void>;
  output(step: number, chunk: Chunk): void;
  /** A secret's value as it was written: no output may show it. */
  hide(secret: string): void;
  progress(step: number, doneBytes: number, totalBytes: number): void;
  /** Asked before every step, and aborted for the steps that may be ended at any time. */
  readonly cancelled: AbortSignal;
};

/**
 * Runs a plan step by step: journal, run, journal, look, journal. It stops at the first step that failed or cannot be
 * known, and starts none once cancelled. What came of it is in the journal alone.
 */
export async function runPlan(plan: Plan, bench: Bench): Promise<void> {
  const refusals = await bench.driver.stale(plan.assumptions, bench.transport);
  if (refusals.length > 0) await bench.journal({type: 'refused', at: Date.now(), refusals});
  else await runSteps(plan, bench);
  await bench.journal({type: 'end', at: Date.now()});
}

async function runSteps(plan: Plan, bench: Bench): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    if (bench.cancelled.aborted) {
      await bench.journal({type: 'cancelled', at: Date.now(), step: index});
      return;
    }
    await bench.journal({type: 'step-start', at: Date.now(), step: index});
    const end = step.file ? await writeFileStep(step, bench) : await runCommand(step, index, bench);
    await bench.journal({type: 'step-end', at: Date.now(), step: index, ...end});
    const verdict = step.check ? await look(step, bench) : null;
    if (verdict) await bench.journal({type: 'check', at: Date.now(), step: index, verdict});
    if (end.exitCode !== 0 || (verdict && verdict.truth !== 'true')) {
      if (bench.cancelled.aborted && step.interruptible)
        await bench.journal({type: 'cancelled', at: Date.now(), step: index});
      return;
    }
  }
}

type StepEnd = Pick<Extract<Event, {type: 'step-end'}>, 'ending' | 'exitCode' | 'note'>;

async function writeFileStep(step: Step, bench: Bench): Promise<StepEnd> {
  const file = step.file;
  if (!file) return {ending: 'not-found', exitCode: null, note: 'the step has neither a command nor a file'};
  const parts = file.content.map(part => ({part, text: fillSecrets([part], bench.secrets)}));
  if (parts.some(({text}) => text === null))
    return {ending: 'exited', exitCode: 1, note: 'a secret that it needs was not given'};
  for (const {part, text} of parts) if (typeof part !== 'string') bench.hide(text ?? '');
  const content = parts.map(({text}) => text).join('');
  const code = await bench.transport.write(file.path, content, file.mode);
  return {ending: 'exited', exitCode: code === null ? 0 : 1, note: code === null ? '' : `${file.path}: ${code}`};
}

async function runCommand(step: Step, index: number, bench: Bench): Promise<StepEnd> {
  const command = step.command;
  if (!command) return {ending: 'not-found', exitCode: null, note: 'the step has neither a command nor a file'};
  const stopWatching = step.progress
    ? watchProgress(step.progress, bench.transport, done => bench.progress(index, done, step.progress?.totalBytes ?? 0))
    : () => {};
  try {
    const onChunk = (chunk: Chunk) => bench.output(index, chunk);
    const result = step.interruptible
      ? await bench.transport.follow(command, onChunk, bench.cancelled)
      : await bench.transport.execute(command, onChunk);
    return {ending: result.ending, exitCode: result.exitCode, note: noteOf(result)};
  } finally {
    stopWatching();
  }
}

/** A check that itself goes wrong is an unknown, never a true or a false. */
async function look(step: Step, bench: Bench): Promise<Verdict> {
  if (!step.check) return {truth: 'unknown', note: ''};
  try {
    return await bench.driver.check(step.check, bench.transport);
  } catch (error) {
    return {
      truth: 'unknown',
      note: `the host could not be asked: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

const endings: Partial<Record<Result['ending'], string>> = {
  signalled: 'ended by a signal',
  'timed-out': 'ended: it took too long',
  flooded: 'ended: endless output',
  overdue: 'still running past its time limit; it was left alone',
  'not-found': 'no such command on the host',
  'not-permitted': 'the command may not be run',
  lost: 'the connection was lost while it ran',
};

function noteOf(result: Result): string {
  const dropped = result.droppedBytes > 0 ? `${result.droppedBytes} bytes of output were not kept` : '';
  return [endings[result.ending], dropped].filter(Boolean).join('; ');
}
