import type {Driver} from '../../model/driver.ts';
import {fingerprint} from '../../model/fingerprint.ts';
import type {Job} from '../../model/job.ts';
import type {Assumption, Guard, Plan, Refusal, Step} from '../../model/plan.ts';
import type {Order} from '../events.ts';
import {type Finding, hasBegun, isSuperseded, takeBack} from './findings.ts';

/** What of the old plan's assumptions counts: those that hold, and why others do not. */
export type Ground = {readonly assumptions: readonly Assumption[]; readonly refusals: readonly Refusal[]};

/**
 * The rest of a plan, from the first step that is not done, without what other lanes have done since. A step that was under way
 * counts as done when the host says so; is it half done, it is taken back first; is there no trace of it, it runs again.
 */
export function planRetry(order: Order, job: Job, findings: readonly Finding[], ground: Ground, driver: Driver): Plan {
  const {before, from, done, warnings} = wayOn(findings, driver);
  const steps = [...before, ...order.plan.steps.filter((_, index) => index >= from && !done.has(index))];
  const {action, target} = order.plan;
  return {
    ...withoutGuard(order.plan),
    ...guardFrom(order.plan.guard, from - before.length),
    follows: {kind: 'retry', job: order.id},
    title: goingOn(order.plan.title),
    steps,
    warnings: [...warnings, ...(steps.length === 0 ? [`Nothing of job ${job.id} is left to do.`] : [])],
    refusals: [
      ...reasonsAgainst(job),
      ...findings.flatMap(unreadable),
      ...ground.refusals,
      ...lost(findings, from, done),
    ],
    assumptions: ground.assumptions,
    fingerprint: fingerprint({action, target, steps, assumptions: ground.assumptions}),
  };
}

const goingOn = (title: string): string => (title.startsWith('Go on: ') ? title : `Go on: ${title}`);

const withoutGuard = ({guard: _, ...plan}: Plan): Plan => plan;

/** The same change, so many steps further up; none where it is confirmed already. */
const guardFrom = (guard: Guard | undefined, less: number): Pick<Plan, 'guard'> =>
  guard && guard.last >= less
    ? {guard: {...guard, first: Math.max(0, guard.first - less), last: guard.last - less}}
    : {};

type WayOn = {
  /** What takes back what is half done. */
  readonly before: readonly Step[];
  /** The first step that runs again. */
  readonly from: number;
  /** Steps behind it that are done. */
  readonly done: ReadonlySet<number>;
  readonly warnings: readonly string[];
};

function wayOn(findings: readonly Finding[], driver: Driver): WayOn {
  const states = findings.map(finding => settled(finding, driver));
  const open = states.findIndex(({isDone}) => !isDone);
  const from = open < 0 ? findings.length : fed(findings, open);
  return {
    before: [
      ...findings.flatMap((_, index) => unread(findings, states, index, driver)),
      ...states.flatMap(({before}) => before),
    ],
    from,
    done: new Set(states.flatMap(({isDone}, index) => (isDone && index > open ? [index] : []))),
    warnings: states.flatMap(({warnings}) => warnings),
  };
}

type Settled = {readonly isDone: boolean; readonly before: readonly Step[]; readonly warnings: readonly string[]};

function settled(finding: Finding, driver: Driver): Settled {
  const {step, state, holds, absent} = finding;
  if (state === 'checked') return {isDone: true, before: [], warnings: []};
  if (!hasBegun(finding)) return {isDone: false, before: [], warnings: []};
  // What nobody saw finished may be torn, though it is there.
  if (holds?.truth === 'true' && !step.file && !step.mayTear)
    return {isDone: true, before: [], warnings: [`Done by now: ${step.title} (${holds.note})`]};
  if (absent?.truth === 'true' && !step.interruptible) return {isDone: false, before: [], warnings: []};
  const before = takeBack({...finding, state: 'unknown'}, `Take back what is left of: ${step.title}`, driver);
  return {isDone: false, before, warnings: [`May have half happened: ${step.title}`]};
}

/** A tool that died when its work was done may not have deleted the file that was written for it: nobody else would. */
function unread(
  findings: readonly Finding[],
  states: readonly Settled[],
  index: number,
  driver: Driver,
): readonly Step[] {
  const [finding, reader] = [findings[index], findings[index + 1]];
  const isLeft = finding?.step.isConsumed && finding.holds?.truth === 'true';
  if (!isLeft || !reader || reader.state === 'checked' || !states[index + 1]?.isDone) return [];
  return takeBack({...finding, state: 'unknown'}, `Remove what nobody reads any more: ${finding.step.title}`, driver);
}

/** The tool that failed may have eaten the files that were written for it: they are written again. */
function fed(findings: readonly Finding[], open: number): number {
  let from = open;
  while (from > 0) {
    const previous = findings[from - 1];
    if (!previous?.step.file || previous.holds?.truth !== 'false') break;
    from -= 1;
  }
  return from;
}

/** What the rest builds on has to be as the job left it. */
function lost(findings: readonly Finding[], from: number, done: ReadonlySet<number>): readonly Refusal[] {
  const stays = (index: number) => index < from || done.has(index);
  const targets = new Set(findings.filter((_, index) => !stays(index)).map(({step}) => step.check?.target));
  return findings
    .filter((finding, index) => {
      if (!stays(index)) return false;
      const {step, state, holds} = finding;
      if (step.file || !targets.has(step.check?.target) || isSuperseded(finding, findings)) return false;
      return state === 'checked' && holds?.truth === 'false';
    })
    .map(({step, holds}) =>
      refusal('wrong-state', `${step.title}: no longer as the job left it: ${holds?.note}`, null),
    );
}

function reasonsAgainst(job: Job): readonly Refusal[] {
  if (job.state === 'done' || job.state === 'undone')
    return [refusal('wrong-state', `Job ${job.id} is ${job.state}: there is nothing to go on with`, job.id)];
  const successor = job.followedBy.findLast(({state}) => state !== 'undone');
  return successor
    ? [refusal('wrong-state', `Job ${successor.job} took up ${job.id} already: go on with that one`, successor.job)]
    : [];
}

const unreadable = ({step, holds, absent}: Finding): readonly Refusal[] =>
  [holds, absent]
    .filter(verdict => verdict?.truth === 'unknown')
    .slice(0, 1)
    .map(verdict => refusal('unreadable', `${step.title}: ${verdict?.note}`, null));

const refusal = (code: Refusal['code'], reason: string, owner: string | null): Refusal => ({
  field: null,
  code,
  reason,
  owner,
});
