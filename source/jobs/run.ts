import type {Chunk, Command, Result} from '../model/command.ts';
import type {Driver} from '../model/driver.ts';
import type {Check, Guard, Plan, Step, Verdict} from '../model/plan.ts';
import {fillSecrets, type Secrets} from '../model/secrets.ts';
import type {Transport} from '../model/transport.ts';
import {limitsOf} from '../transport/limits.ts';
import type {Event} from './events.ts';
import type {Outcome} from './guard/files.ts';
import type {Keeper} from './guard/keeper.ts';
import {blocksOf, workThrough} from './lanes.ts';
import {processMark} from './process.ts';
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
  /** What takes back a change that could cut the operator off; a plan with such a change does not run without one. */
  readonly keeper?: Keeper;
  /** Asked before every step, and aborted for the steps that may be ended at any time. */
  readonly cancelled: AbortSignal;
  /** How many lanes of steps go side by side; absent: one after the other. */
  readonly atOnce?: number;
};

/**
 * Runs a plan step by step: journal, run, journal, look, journal. It stops at the first step that failed or cannot be
 * known (steps of other lanes that have begun come to their end), and starts none once cancelled. What came of it is in the journal alone.
 */
export async function runPlan(plan: Plan, bench: Bench): Promise<void> {
  const looking = bench.driver.stale(plan.assumptions, bench.transport);
  setImmediate(() => bench.transport.prepare?.(plan.steps.filter(({command}) => command !== null).length));
  const refusals = await looking;
  if (refusals.length > 0) await bench.journal({type: 'refused', at: Date.now(), refusals});
  else {
    if (plan.assumptions.length > 0) await bench.journal({type: 'held', at: Date.now()});
    await runSteps(plan, bench);
  }
  await bench.journal({type: 'end', at: Date.now()});
}

async function runSteps(plan: Plan, bench: Bench): Promise<void> {
  const seen = {at: plan.assumptions.length > 0 ? Date.now() : 0};
  for (const block of blocksOf(plan.steps))
    if (!(await workThrough(block, bench.atOnce ?? 1, index => takeStep(plan, index, seen, bench)))) return;
}

/** True when the next one may follow. */
async function takeStep({steps, guard}: Plan, index: number, seen: {at: number}, bench: Bench): Promise<boolean> {
  const step = steps[index];
  if (!step) return false;
  if (bench.cancelled.aborted) {
    await bench.journal({type: 'cancelled', at: Date.now(), step: index});
    if (guard && isGuarded(guard, index - 1) && index <= guard.last)
      await settle(bench, keeper => keeper.revert('cancelled'));
    return false;
  }
  if (index === guard?.first && !(await arm(guard, bench))) return false;
  const isRight = await runStep(step, index, seen, bench);
  if (!guard || !isGuarded(guard, index)) return isRight;
  if (!isRight) {
    await settle(bench, keeper => keeper.revert(`${step.title} went wrong`));
    return false;
  }
  if (index < guard.last) return true;
  await bench.journal({type: 'applied', at: Date.now(), step: index});
  return settle(bench, keeper => keeper.settle(bench.cancelled));
}

const isGuarded = (guard: Guard | undefined, index: number): boolean =>
  guard !== undefined && index >= guard.first && index <= guard.last;

/** False: it could not be made sure that the change goes back, so it is not made. */
async function arm(guard: Guard, {keeper, journal}: Bench): Promise<boolean> {
  const armed = (await keeper?.arm(guard)) ?? 'nobody is there to take the change back';
  if (typeof armed !== 'string') {
    await journal({type: 'guarded', at: Date.now(), deadline: armed.deadline});
    return true;
  }
  const verdict: Verdict = {truth: 'false', note: armed};
  await journal({type: 'withheld', at: Date.now(), step: guard.first, verdict});
  return false;
}

/** True when it was confirmed. */
async function settle(bench: Bench, ask: (keeper: Keeper) => Promise<Outcome>): Promise<boolean> {
  if (!bench.keeper) return false;
  const {outcome, note} = await ask(bench.keeper);
  await bench.journal({type: 'settled', at: Date.now(), outcome, note});
  return outcome === 'confirmed';
}

/** True when it ended well and its check says so. `seen.at`: when the host was last looked at. */
async function runStep(step: Step, index: number, seen: {at: number}, bench: Bench): Promise<boolean> {
  const before = await lookBefore(step, Date.now() - seen.at > fresh, bench);
  if (before && before.truth !== 'true') {
    await bench.journal({type: 'withheld', at: Date.now(), step: index, verdict: before});
    return false;
  }
  await bench.journal({type: 'step-start', at: Date.now(), step: index});
  const end = step.file ? await writeFileStep(step, bench) : await runCommand(step, index, bench);
  const [verdict] = await Promise.all([
    step.check ? look(step.check, bench) : null,
    bench.journal({type: 'step-end', at: Date.now(), step: index, ...end}), // a look changes nothing: it need not wait for the disk
  ]);
  if (verdict) await bench.journal({type: 'check', at: Date.now(), step: index, verdict});
  seen.at = Date.now();
  const isRight = end.exitCode === 0 && (verdict === null || verdict.truth === 'true');
  if (!isRight && bench.cancelled.aborted && step.interruptible)
    await bench.journal({type: 'cancelled', at: Date.now(), step: index});
  return isRight;
}

/** Milliseconds for which what the host said is not asked again. */
const fresh = 5000;

/**
 * What has to be true before a step. A step with an undo has to find the contrary of what it brings about: only then is
 * what it leaves this job's own to take back. After a long download somebody else may have made it meanwhile.
 */
async function lookBefore(step: Step, stale: boolean, bench: Bench): Promise<Verdict | null> {
  if (step.before) return look(step.before, bench);
  const contrary = stale && step.undo && step.check ? bench.driver.contrary?.(step.check) : null;
  return contrary ? look(contrary, bench) : null;
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
  return {
    ending: 'exited',
    exitCode: code === null ? 0 : 1,
    note: code === null ? '' : `${file.path}: ${code === 'displaced' ? endings.displaced : code}`,
  };
}

async function runCommand(step: Step, index: number, bench: Bench): Promise<StepEnd> {
  if (!step.command) return {ending: 'not-found', exitCode: null, note: 'the step has neither a command nor a file'};
  const command: Command = {...step.command, run: `step-${index}`};
  const stopWatching = step.progress
    ? watchProgress(step.progress, bench.transport, (done, total) => bench.progress(index, done, total))
    : () => {};
  const told: Promise<void>[] = [];
  const tell = (event: Event) => void told.push(bench.journal(event).catch(() => {}));
  const onChunk = (chunk: Chunk) => {
    bench.output(index, chunk);
    if (chunk.repeating !== undefined) tell({type: 'asks', at: Date.now(), step: index, line: chunk.repeating});
  };
  const onStart = (pid: number, mark?: string) => void told.push(journalTool(index, pid, bench, mark));
  const late = watchLimit(command, bench.cancelled, () => tell({type: 'overdue', at: Date.now(), step: index}));
  try {
    const result = step.interruptible
      ? await bench.transport.follow(command, onChunk, bench.cancelled, onStart)
      : await Promise.race([bench.transport.execute({...command, timeoutMs: never}, onChunk, onStart), late.letGo]);
    await Promise.all(told);
    return result
      ? {ending: result.ending, exitCode: result.exitCode, note: noteOf(result)}
      : {ending: 'overdue', exitCode: null, note: endings.overdue ?? ''};
  } finally {
    late.stop();
    stopWatching();
  }
}

/** The runner keeps the time itself, so that it can go on watching a command that is past its own. */
const never = 2 ** 31 - 1;

/**
 * Tells once that the command is past its limit. `letGo` resolves when it is and the job was cancelled: nobody then waits
 * for its end any more, and it is left alone.
 */
function watchLimit(command: Command, cancelled: AbortSignal, tell: () => void): {letGo: Promise<null>; stop(): void} {
  const stopped = new AbortController();
  const letGo = new Promise<null>(resolve => {
    const timer = setTimeout(() => {
      tell();
      if (cancelled.aborted) resolve(null);
      else cancelled.addEventListener('abort', () => resolve(null), {signal: stopped.signal});
    }, limitsOf(command, 'execute').timeoutMs);
    stopped.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  return {letGo, stop: () => stopped.abort()};
}

/** So that whoever finds this job without its runner knows whether the step still goes on. */
async function journalTool(step: number, pid: number, bench: Bench, known?: string): Promise<void> {
  const mark = known ?? (await processMark(pid).catch(() => null));
  if (mark !== null) await bench.journal({type: 'tool', at: Date.now(), step, pid, mark}).catch(() => {});
}

/** A check that itself goes wrong is an unknown, never a true or a false. */
export async function look(check: Check, {driver, transport}: Pick<Bench, 'driver' | 'transport'>): Promise<Verdict> {
  try {
    return await driver.check(check, transport);
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
  'no-room': 'it was not started: the disk of the host has no room for what it would say',
  displaced: 'it was not started: this job was silent for too long, and others have its place in the queue of the host',
  lost: 'the connection was lost while it ran',
};

function noteOf(result: Result): string {
  const dropped = result.droppedBytes > 0 ? `${result.droppedBytes} bytes of output were not kept` : '';
  return [endings[result.ending], dropped].filter(Boolean).join('; ');
}
