import type {Session} from '../actions/session.ts';
import type {JobVerb} from '../actions/table.ts';
import type {Recovery} from '../jobs/recover/recovery.ts';
import type {Job} from '../model/job.ts';
import {shellLine} from '../text/quote.ts';
import {safe} from '../text/safe.ts';
import {jobDocument} from './documents.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {cancelJob, confirmJob, killJob, leaveJob, retryJob, undoJob} from './jobs-change.ts';
import {listAudit, listJobs, when} from './jobs-list.ts';
import {waitFor} from './run-plan.ts';

const verbs: Readonly<Record<JobVerb | 'attach', (job: Job, session: Session, face: Face) => Promise<number>>> = {
  attach: (job, session, face) => waitFor(job.id, session, face),
  cancel: cancelJob,
  undo: undoJob,
  retry: retryJob,
  leave: leaveJob,
  confirm: confirmJob,
  kill: killJob,
};

const isVerb = (word: string): word is keyof typeof verbs => Object.hasOwn(verbs, word);

export async function jobs(args: readonly string[], session: Session, face: Face): Promise<number> {
  const [first, second] = args;
  if (first === undefined) return listJobs(await session.jobs(), face);
  if (first === 'audit' && second === undefined) return listAudit(await session.audit(), face);
  const verb = isVerb(first) ? verbs[first] : null;
  const id = verb ? second : first;
  if (id === undefined || args.length > (verb ? 2 : 1)) throw wrongUse(`jobs ${first} needs the id of one job`);
  const job = await session.job(id);
  if (!job) throw new Failure(3, 'no-such-job', `There is no job ${id}`, {hint: 'construct-tui jobs lists them'});
  return verb ? verb(job, session, face) : showJob(job, await session.recovery.look(job), face);
}

function showJob(job: Job, recovery: Recovery | null, face: Face): number {
  if (face.json) face.document({job: {...jobDocument(job), recovery}});
  else {
    const steps = job.steps.flatMap((step, index) => [
      `${index + 1}. ${step.title}: ${step.state}${step.exitCode === null ? '' : `, exit code ${step.exitCode}`}`,
      ...(step.argv ? [`     ${shellLine(step.argv)}`] : []),
      ...(step.file ? [`     wrote ${step.file}`] : []),
      ...(step.note ? [`     ${safe(step.note)}`] : []),
    ]);
    face.print(
      [
        `${job.id}  ${job.state}  ${job.title}`,
        `by ${job.by}, ${when(job.startedAt)} to ${when(job.endedAt)}`,
        ...steps,
        safe(job.sentence),
        ...relatives(job),
        ...(recovery ? offers(job, recovery) : []),
      ]
        .filter(Boolean)
        .join('\n'),
    );
  }
  return 0;
}

const relatives = (job: Job): readonly string[] => [
  ...(job.follows
    ? [job.follows.kind === 'undo' ? `It undoes ${job.follows.job}` : `It goes on with ${job.follows.job}`]
    : []),
  ...job.followedBy.map(
    ({kind, job: id, state}) => `${kind === 'undo' ? 'Undone' : 'Gone on with'} by ${id}: ${state}`,
  ),
  ...(job.left ? [`Left as it is by ${job.left.by}, ${when(job.left.at)}`] : []),
];

/** What is open and what can be done about it, each with its command. */
function offers(job: Job, {open, offers: ways}: Recovery): readonly string[] {
  const now = open?.holds ? `The host says now: ${safe(open.holds.note)}` : '';
  const tool = job.tool ? `Process ${job.tool.pid} still works on it: what follows waits for it` : '';
  return [tool, now, ...ways.map(way => `  ${sayings[way]}: construct-tui jobs ${way} ${job.id}`)];
}

const sayings = {retry: 'go on', undo: 'take it back', leave: 'leave it as it is'} as const;
