import type {Session} from '../actions/session.ts';
import type {Job} from '../model/job.ts';
import {shellLine} from '../text/quote.ts';
import {safe} from '../text/safe.ts';
import {jobDocument, jobRow} from './documents.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {waitFor} from './run-plan.ts';
import {table} from './tables.ts';

const verbs: Readonly<Record<string, (job: Job, session: Session, face: Face) => Promise<number>>> = {
  attach: (job, session, face) => waitFor(job.id, session, face),
  async cancel(job, session, face) {
    if (job.endedAt !== null) throw new Failure(3, 'wrong-state', `Job ${job.id} is over: ${job.state}`);
    await session.cancel(job.id);
    face.note(`Job ${job.id} starts no further step; the one that runs goes on to its end`);
    return 0;
  },
};

export async function jobs(args: readonly string[], session: Session, face: Face): Promise<number> {
  const [first, second] = args;
  if (first === undefined) return listJobs(await session.jobs(), face);
  const verb = verbs[first];
  const id = verb ? second : first;
  if (id === undefined || args.length > (verb ? 2 : 1)) throw wrongUse(`jobs ${first} needs the id of one job`);
  const job = await session.job(id);
  if (!job) throw new Failure(3, 'no-such-job', `There is no job ${id}`, {hint: 'construct-tui jobs lists them'});
  return verb ? verb(job, session, face) : showJob(job, face);
}

function listJobs(all: readonly Job[], face: Face): number {
  if (face.json) face.document({jobs: all.map(jobRow)});
  else {
    const rows = all.map(job => [
      job.id,
      job.state,
      job.action,
      job.target,
      job.by,
      when(job.startedAt),
      when(job.endedAt),
    ]);
    face.print(table(['ID', 'STATE', 'ACTION', 'TARGET', 'BY', 'STARTED', 'ENDED'], rows));
  }
  return 0;
}

function showJob(job: Job, face: Face): number {
  if (face.json) face.document({job: jobDocument(job)});
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
      ].join('\n'),
    );
  }
  return 0;
}

const when = (at: number | null): string =>
  at === null ? '-' : new Date(at).toISOString().slice(0, 19).replace('T', ' ');
