import type {Session} from '../actions/session.ts';
import type {JobVerb} from '../actions/table.ts';
import type {Recovery} from '../jobs/recover/recovery.ts';
import type {Job} from '../model/job.ts';
import type {Plan, Refusal} from '../model/plan.ts';
import type {News} from './news.ts';
import type {Effect, Flash} from './screen.ts';
import {openPlan} from './screens/plan/state.ts';

type Asked = Extract<Effect, {do: 'job'}>;

/** What can become of jobs, asked for on the screen. `heard` is told of a job that was read anew. */
export function createJobWays(session: Session, tell: (news: News) => void, heard: (job: Job) => void) {
  const say = (role: Flash['role'], text: string): void => tell({change: {flash: {role, text}}});
  let looked: string | null = null;

  async function spoken(job: Job, refusals: readonly Refusal[], done: string): Promise<void> {
    const [refusal] = refusals;
    if (refusal) return say('bad', refusal.reason);
    const now = await session.job(job.id);
    if (now) heard(now);
    looked = null;
    tell({world: {jobs: await session.jobs()}, change: {flash: {role: 'warn', text: done}}});
  }

  async function plan(verb: 'undo' | 'retry', job: Job, effect: Asked): Promise<void> {
    if (job.endedAt === null) return say('warn', `Job ${job.id} still runs: ${job.title}`);
    if (job.tool)
      return say('warn', `Process ${job.tool.pid} still works on job ${job.id}: ask again when it has ended`);
    const way = await session.recovery[verb](job.id);
    if (!way) return say('bad', `There is no job ${job.id}`);
    if (verb === 'retry' && isDoneBy(way))
      return spoken(job, await session.recovery.leave(job.id), way.warnings.join(' '));
    const words = verb === 'undo' ? 'This takes back' : 'This goes on with';
    tell({
      answers: effect,
      change: {
        open: openPlan(way, {}, {}),
        flash: {role: 'warn', text: `${words} job ${job.id} by ${job.by}: ${job.title}`},
      },
    });
  }

  const verbs: Readonly<Record<JobVerb, (job: Job, effect: Asked) => Promise<void>>> = {
    undo: (job, effect) => plan('undo', job, effect),
    retry: (job, effect) => plan('retry', job, effect),
    cancel: async job => spoken(job, await session.cancel(job.id), 'No further step starts; the running one goes on'),
    leave: async job => spoken(job, await session.recovery.leave(job.id), `Job ${job.id} is marked as left as it is`),
    async confirm(job) {
      const refused = await session.confirm(job.id);
      return spoken(job, refused ? [refused] : [], 'Confirmed: the change holds');
    },
    kill: async job => spoken(job, await session.kill(job.id), 'Killed. What it left half done stands in its job'),
  };

  return {
    /** Of no job: the newest job that can be taken back, of `guest` if one is named. */
    async take(effect: Asked): Promise<void> {
      const {verb, job: id, guest} = effect;
      const job = id === null ? newestToUndo(await session.jobs(), guest) : await session.job(id);
      if (job) return verbs[verb](job, effect);
      say('warn', `There is no job ${guest === null ? 'on this host' : `of ${guest}`} that can be taken back`);
    },
    /** Asks the host once what became of the job in front, when that has ended; null: none is in front. */
    async look(job: Job | null): Promise<void> {
      if (job?.id === looked) return;
      looked = job?.id ?? null;
      if (job) tell({world: {recovery: {job: job.id, found: await session.recovery.look(job)}}});
    },
  };
}

/** What was found for one job; null: nothing of it is open. */
export type LookedAt = {readonly job: string; readonly found: Recovery | null};

const isDoneBy = ({steps, refusals}: Plan): boolean => steps.length === 0 && refusals.length === 0;

function newestToUndo(jobs: readonly Job[], guest: string | null): Job | undefined {
  const own = jobs.filter(({target, undoable}) => undoable && (guest === null || target.split(',').includes(guest)));
  return own.toSorted((one, other) => other.askedAt - one.askedAt)[0];
}
