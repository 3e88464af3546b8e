import {offersOf} from '../../../actions/job-offers.ts';
import {actionOnJob, type JobVerb} from '../../../actions/table.ts';
import type {Job} from '../../../model/job.ts';
import type {Change} from '../../screen.ts';
import {openMenu} from '../menu/state.ts';

type Way = {
  readonly verb: JobVerb;
  /** What the key does, in the list of ways below a result; absent: the footer says enough. */
  readonly says?: string;
  /** Why it does nothing now. */
  readonly why: string;
};

/** What can become of a job; whether it can now is told by `offersOf`. */
const ways: readonly Way[] = [
  {
    verb: 'retry',
    says: 'shows the plan that goes on where it stopped',
    why: 'Only a job that ended badly, and that nobody has dealt with, can be gone on with',
  },
  {
    verb: 'undo',
    says: 'shows the plan that takes back what it did',
    why: 'Nothing that this job did can be taken back now',
  },
  {
    verb: 'leave',
    says: 'marks it: what it left stays as it is',
    why: 'Nothing of this job is open',
  },
  {
    verb: 'kill',
    says: 'offers to kill the tool that asks',
    why: 'Only a tool that asks without end can be killed; cancelling starts no further step',
  },
  {
    verb: 'confirm',
    why: 'Nothing in this job waits to be confirmed',
  },
  {verb: 'cancel', why: 'It has ended already'},
];

/** The actions that have nothing to do with it now; without a job all of them. */
export const idleWays = (job: Job | undefined): readonly string[] =>
  ways.filter(({verb}) => !job || !offersOf[verb](job)).map(({verb}) => actionOnJob(verb));

/** Those worth a line of their own. */
export const waysToTell = (job: Job): readonly {readonly action: string; readonly says: string}[] =>
  ways.flatMap(({verb, says}) =>
    says !== undefined && offersOf[verb](job) ? [{action: actionOnJob(verb), says}] : [],
  );

/** What comes of it is told when the host has answered. `job` null: the newest one, of `guest` if one is named. */
export const asked = (verb: JobVerb, job: string | null, guest: string | null = null): Change => ({
  flash: {role: 'muted', text: 'Holding it against the host'},
  effects: [{do: 'job', verb, job, guest}],
  isAwaited: verb === 'undo' || verb === 'retry',
});

export const written = (jobs: readonly Job[]): Change => ({
  flash: {role: 'muted', text: 'Reading the audit'},
  effects: [{do: 'write-jobs', jobs: jobs.map(({id}) => id)}],
});

export function doTo(job: Job, verb: JobVerb): Change {
  const way = ways.find(each => each.verb === verb);
  if (!offersOf[verb](job)) return {flash: {role: 'muted', text: way?.why ?? ''}};
  if (verb === 'kill') return {open: killMenu(job)};
  return asked(verb, job.id);
}

/** No key alone kills: what comes of it stands beside. */
const killMenu = ({id, tool, steps}: Job) =>
  openMenu('Its tool asks, and nobody can answer', [
    {label: 'Let it go on', note: 'it prints, and fills nothing', leadsTo: {kind: 'back'}},
    {
      label: `Kill process ${tool?.pid}`,
      note: `${steps[tool?.step ?? 0]?.title} fails; what it has half done stays`,
      leadsTo: {kind: 'job', verb: 'kill', job: id},
    },
  ]);
