import type {Driver} from '../../model/driver.ts';
import type {Job, StepState} from '../../model/job.ts';
import type {Check, Step, Verdict} from '../../model/plan.ts';
import type {Transport} from '../../model/transport.ts';
import type {Order} from '../events.ts';
import {look} from '../run.ts';

export type Host = {readonly driver: Driver; readonly transport: Transport};

/** A step of a job that is over, and what the host says of it now. null: there is no such question. */
export type Finding = {
  readonly job: string;
  readonly step: Step;
  /** As the journal has it; `skipped`: it never began. */
  readonly state: StepState;
  readonly holds: Verdict | null;
  /** Whether it is as if the step had never run. */
  readonly absent: Verdict | null;
  /** The claim that it had never run, which `absent` answers; null: there is none. */
  readonly contrary: Check | null;
  /** Whether it may be taken back (`Step.undoWhile`); null: always. */
  readonly free: Verdict | null;
};

/** Asks the host about every step that began. */
export async function findSteps(order: Order, job: Job, host: Host): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [index, step] of order.plan.steps.entries()) {
    const state = job.steps[index]?.state ?? 'skipped';
    const began = job.steps[index]?.startedAt !== null;
    const free = began && step.undoWhile ? await look(step.undoWhile, host) : null;
    const asked = began ? await ask(step, host) : {holds: null, absent: null, contrary: null};
    findings.push({job: order.id, step, state, ...asked, free});
  }
  return findings;
}

export async function ask({check}: Step, host: Host): Promise<Pick<Finding, 'holds' | 'absent' | 'contrary'>> {
  if (!check) return {holds: null, absent: null, contrary: null};
  const contrary = host.driver.contrary?.(check) ?? null;
  return {holds: await look(check, host), absent: contrary && (await look(contrary, host)), contrary};
}

/**
 * A later step that left a trace claims the same thing anew, as the list of a guest's forwards grows with every step: only the
 * newest claim can be true, and that this one is not is the job's own doing. What was taken back and then made again is such a claim too.
 */
export const isSuperseded = (finding: Finding, story: readonly Finding[]): boolean => {
  const {check} = finding.step;
  if (!check) return false;
  return story
    .slice(story.indexOf(finding) + 1)
    .filter(later => hasBegun(later) && later.absent?.truth !== 'true')
    .some(later => isSameClaim(later.step.check, check) || isSameClaim(later.contrary, check));
};

export const hasBegun = ({state}: Finding): boolean => state !== 'skipped' && state !== 'planned' && state !== 'undone';

export const isSameClaim = (one: Check | null, other: Check): boolean =>
  one?.id === other.id && one.target === other.target;

/** The steps that take this one back, in the order of its undo; the last is checked. */
export function takeBack({step, state}: Finding, title: string, driver: Driver): readonly Step[] {
  const undo = step.undo ?? [];
  const {
    changes = [],
    before: _before,
    undoWhile: _,
    lane: _lane,
    block: _block,
    isConsumed: _isConsumed,
    isFinal: _isFinal,
    mayTear: _mayTear,
    ...rest
  } = step;
  const back = changes.map(({path, before, after}) => ({path, before: after, after: before ?? ''}));
  return undo.map((command, index) => ({
    ...rest,
    ...(index === undo.length - 1 && back.length > 0 ? {changes: back} : {}),
    title: undo.length > 1 ? `${title} (${index + 1} of ${undo.length})` : title,
    command,
    file: null,
    check: index === undo.length - 1 && step.check ? (driver.contrary?.(step.check) ?? null) : null,
    undo: null,
    estimateSeconds: null,
    progress: null,
    interruptible: false,
    secrets: [],
    ...(index === 0 ? beforeUndo(step, state) : {}),
  }));
}

const beforeUndo = ({check, undoWhile}: Step, state: StepState): Pick<Step, 'before'> => {
  const before = undoWhile ?? (state === 'checked' ? check : null);
  return before ? {before} : {};
};
