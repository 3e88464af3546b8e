import {harmlessIds, healthInWords, mendAction} from '../../model/doctor.ts';
import type {Answers} from '../../model/form.ts';
import type {Job} from '../../model/job.ts';
import type {Plan} from '../../model/plan.ts';
import {calmSetup, riskyPart} from '../calm-setup.ts';
import type {Session} from '../session.ts';
import type {Fleet} from './fleet.ts';
import type {FleetHost} from './host.ts';

/** What is to be done on many hosts. `guests` by host; absent: every guest that it can be done to. */
export type FleetWish = {
  readonly action: 'start' | 'stop' | 'mend' | 'setup';
  readonly hosts: readonly string[];
  readonly guests?: ReadonlyMap<string, readonly string[]>;
  readonly answers?: Answers;
};

export type Stage = 'planning' | 'planned' | 'nothing' | 'refused' | 'queued' | Job['state'];

/** One host's part of it: its plan, then its job. */
export type FleetTask = {
  readonly host: string;
  readonly stage: Stage;
  readonly plan: Plan | null;
  readonly job: string | null;
  /** Steps of the job that were seen to do what they should. */
  readonly stepsDone: number;
  /** What has come of it so far, in words. */
  readonly says: string;
};

export const unplanned = (host: string): FleetTask => ({
  host,
  stage: 'planning',
  plan: null,
  job: null,
  stepsDone: 0,
  says: '',
});

/** `13`, then `3/13` once its job has begun; `-`: nothing is planned. */
export const stepsInWords = ({plan, job, stepsDone}: FleetTask): string =>
  plan ? `${job ? `${stepsDone}/` : ''}${plan.steps.length}` : '-';

/** What would run on each of these hosts; each is told as soon as it is known. Resolves all, in their order. */
export const planTasks = (
  wish: FleetWish,
  fleet: Fleet,
  tell: (task: FleetTask) => void = () => {},
): Promise<readonly FleetTask[]> =>
  Promise.all(
    wish.hosts.map(async host => {
      const task = await planTask(wish, host, fleet).catch(error => ({
        ...unplanned(host),
        stage: 'refused' as const,
        says: error instanceof Error ? error.message : String(error),
      }));
      tell(task);
      return task;
    }),
  );

async function planTask(wish: FleetWish, name: string, fleet: Fleet): Promise<FleetTask> {
  await fleet.look([name]);
  const host = fleet.hosts.snapshot().find(each => each.name === name);
  if (!host) throw new Error(`There is no host called ${name}`);
  const isBare = host.condition === 'no-platform' && wish.action === 'setup';
  if (host.condition !== 'ready' && !isBare) throw new Error(host.problem);
  const session = await fleet.session(name);
  const plan = await makings[wish.action](session, host, wish);
  if (typeof plan === 'string') return {...unplanned(name), stage: 'nothing', says: plan};
  const base = {...unplanned(name), plan};
  const [refusal] = [...plan.refusals, ...(plan.steps.length > 0 ? await session.bars() : [])];
  if (refusal) return {...base, stage: 'refused', says: refusal.reason};
  if (plan.steps.length === 0) return {...base, stage: 'nothing', says: plan.warnings.join(' ') || 'Nothing to do'};
  return {...base, stage: 'planned', says: plan.title};
}

/** The plan, or why there is nothing to do. */
type Making = (session: Session, host: FleetHost, wish: FleetWish) => Promise<Plan | string>;

/** Guests of a host that an action is for, where none are named. */
const suited = {start: 'stopped', stop: 'running'} as const;

const ofGuests =
  (action: 'start' | 'stop'): Making =>
  async (session, {name, view}, {guests}) => {
    const all = (view?.guests ?? []).filter(({managed, state}) => managed && state === suited[action]);
    const meant = guests ? (guests.get(name) ?? []) : all.map(guest => guest.name);
    return meant.length === 0 ? `No guest is ${suited[action]}` : session.plan(action, meant.join(','), {});
  };

/** How the plan of each is made. What could cut the way to a host off is left out: nobody would be there to confirm it. */
const makings: Readonly<Record<FleetWish['action'], Making>> = {
  start: ofGuests('start'),
  stop: ofGuests('stop'),
  async mend(session) {
    const diagnosis = await session.diagnose();
    const ids = harmlessIds(diagnosis);
    return ids.length === 0 ? healthInWords(diagnosis) : session.plan(mendAction, ids.join(','), {});
  },
  async setup(session, _, {answers = {}}) {
    const refused = await session.survey();
    if (refused) throw new Error(refused.reason);
    const plan = session.plan('setup', '', answers);
    if (!plan.guard) return plan;
    const calm = calmSetup(answers, session);
    return calm.steps.length > 0 || calm.refusals.length > 0 ? calm : leftOut(plan);
  },
};

const leftOut = (plan: Plan): string =>
  `Nothing else is to be done but what could cut the way to it off: ${riskyPart(plan).join(', ')}. A set-up of this host alone asks for it`;

/** Runs what was planned, at most `limit` hosts at once, and tells each change. Resolves how it ended everywhere. */
export async function runTasks(
  tasks: readonly FleetTask[],
  fleet: Fleet,
  limit: number,
  tell: (task: FleetTask) => void = () => {},
): Promise<readonly FleetTask[]> {
  const ends = tasks.map(task => (task.stage === 'planned' ? {...task, stage: 'queued' as const} : task));
  for (const task of ends) tell(task);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < ends.length; at = next++) {
      const task = ends[at];
      if (task?.stage !== 'queued') continue;
      const end = await runTask(task, fleet, tell);
      ends[at] = end;
      tell(end);
    }
  };
  await Promise.all(Array.from({length: limit}, worker));
  return ends;
}

async function runTask(task: FleetTask, fleet: Fleet, tell: (task: FleetTask) => void): Promise<FleetTask> {
  const {host, plan} = task;
  try {
    const session = await fleet.session(host);
    const started = plan ? await session.start(plan, {}) : {refusals: []};
    if ('refusals' in started) return {...task, stage: 'refused', says: started.refusals[0]?.reason ?? 'Nothing to do'};
    const end = await ended(started.job, session, job => tell({...task, ...told(job)}));
    return {...task, ...told(end)};
  } catch (error) {
    return {...task, stage: 'unknown', says: error instanceof Error ? error.message : String(error)};
  }
}

const told = (job: Job): Pick<FleetTask, 'stage' | 'job' | 'stepsDone' | 'says'> => ({
  stage: job.state,
  job: job.id,
  stepsDone: job.steps.filter(({state}) => state === 'checked').length,
  says: job.sentence || (job.steps.find(({state}) => state === 'started')?.title ?? ''),
});

const ended = (id: string, session: Session, tell: (job: Job) => void): Promise<Job> =>
  new Promise(resolve => {
    const stop = session.follow(id, job => {
      if (job.endedAt === null) return tell(job);
      queueMicrotask(() => stop());
      resolve(job);
    });
  });
