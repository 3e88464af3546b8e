import type {Job} from '../../model/job.ts';
import type {Plan, Verdict} from '../../model/plan.ts';
import type {Order} from '../events.ts';
import type {JobStore} from '../store.ts';
import {ask, type Finding, findSteps, type Host, isSameClaim} from './findings.ts';
import {isOpen} from './open.ts';
import {type Ground, planRetry} from './retry.ts';
import {type Later, planUndo} from './undo.ts';

export type Offer = 'retry' | 'undo' | 'leave';

/** What a job that ended badly has left open, as the host says now. */
export type Recovery = {
  /** The step that failed, or that may have half happened. */
  readonly open: {readonly step: number; readonly title: string; readonly holds: Verdict | null} | null;
  readonly offers: readonly Offer[];
};

export type Recoveries = {
  /** null: nothing is open. */
  look(job: Job): Promise<Recovery | null>;
  /** The plan that takes a job back; null: there is no such job. */
  undo(id: string): Promise<Plan | null>;
  /** The plan that goes on where a job stopped; null: there is no such job. */
  retry(id: string): Promise<Plan | null>;
};

/** How jobs that ended badly are taken up again. It only looks and plans: what it plans runs as any other job. */
export function openRecovery(store: Pick<JobStore, 'list' | 'read' | 'order'>, host: Host): Recoveries {
  const whole = async (id: string) => {
    const [order, job] = await Promise.all([store.order(id), store.read(id)]);
    return order && job ? {order, job} : null;
  };

  /** The steps of a job, and before them those of the jobs that it went on with. */
  const story = async ({order, job}: Told): Promise<readonly Finding[]> => {
    const earlier = job.follows?.kind === 'retry' ? await whole(job.follows.job) : null;
    return [...(earlier ? await story(earlier) : []), ...(await findSteps(order, job, host))];
  };

  const laterThan = async ({order, job}: Told): Promise<readonly Later[]> => {
    const targets = new Set(order.plan.target.split(','));
    const jobs = await store.list();
    const later = jobs.filter(other => other.askedAt > order.at && other.id !== job.id && other.startedAt !== null);
    const related = later.filter(
      other =>
        other.target.split(',').some(target => targets.has(target)) &&
        other.state !== 'undone' &&
        other.follows?.job !== job.id,
    );
    return Promise.all(
      related.map(async other => ({id: other.id, title: other.title, anew: await isAnew(other, order)})),
    );
  };

  const isAnew = async (other: Job, order: Order): Promise<boolean> => {
    const again = await store.order(other.id);
    const proven = again?.plan.steps.filter((_, index) => other.steps[index]?.state === 'checked') ?? [];
    return proven.some(
      ({check, undo}) => undo && check && order.plan.steps.some(step => isSameClaim(step.check, check)),
    );
  };

  return {
    async look(job) {
      if (!isOpen(job)) return null;
      const index = job.steps.findIndex(({state}) => state === 'failed' || state === 'unknown');
      const step = (await store.order(job.id))?.plan.steps[index];
      const offers: readonly Offer[] = ['retry', ...(job.undoable ? (['undo'] as const) : []), 'leave'];
      if (!step) return {open: null, offers};
      const {holds} = await ask(step, host);
      return {open: {step: index, title: step.title, holds}, offers};
    },
    async undo(id) {
      const told = await whole(id);
      return told && planUndo(told.order, told.job, await story(told), await laterThan(told), host.driver);
    },
    async retry(id) {
      const told = await whole(id);
      if (!told) return null;
      const findings = await findSteps(told.order, told.job, host);
      return planRetry(told.order, told.job, findings, await groundOf(told, host), host.driver);
    },
  };
}

type Told = {readonly order: Order; readonly job: Job};

/** What the job itself has changed since is no reason against going on with it: its own target, and whatever it can take back. */
async function groundOf({order, job}: Told, {driver, transport}: Host): Promise<Ground> {
  const targets = new Set(order.plan.target.split(','));
  const began = order.plan.steps.filter((_, index) => job.steps[index]?.startedAt !== null);
  const own = new Set(
    began.flatMap(({check, undo, changes = []}) => [
      ...(check && (undo?.length || targets.has(check.target)) ? [check.target] : []),
      ...changes.map(({path}) => path),
    ]),
  );
  const asked = await Promise.all(
    order.plan.assumptions.map(async assumption => ({
      assumption,
      broken: await driver.stale([assumption], transport),
    })),
  );
  return {
    assumptions: asked.filter(({broken}) => broken.length === 0).map(({assumption}) => assumption),
    refusals: asked.flatMap(({assumption, broken}) =>
      broken.filter(({owner}) => !own.has(assumption.target) && !own.has(owner ?? '')),
    ),
  };
}
