import {setTimeout as wait} from 'node:timers/promises';
import {secretMissing, secretProblem} from '../actions/secret-again.ts';
import type {Session} from '../actions/session.ts';
import type {Job} from '../model/job.ts';
import type {Plan, Refusal} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import {gatherSecrets} from './answers.ts';
import type {Face} from './face.ts';
import {Failure, refused} from './failure.ts';
import {runPlan, waitFor} from './run-plan.ts';

export async function cancelJob(job: Job, session: Session, face: Face): Promise<number> {
  if (job.endedAt !== null) throw new Failure(3, 'wrong-state', `Job ${job.id} is over: ${job.state}`);
  orRefused(await session.cancel(job.id));
  const current = job.steps.find(({state}) => state === 'started' || state === 'ended');
  face.note(
    `Job ${job.id} starts no further step; ${current ? `${current.title} goes on to its end` : 'none was running'}`,
  );
  return 0;
}

/** Says that the operator still gets in, from a login that is newer than the change, and waits for what comes after it. */
export async function confirmJob(job: Job, session: Session, face: Face): Promise<number> {
  const refused = await session.confirm(job.id);
  if (refused) throw new Failure(3, refused.code, refused.reason);
  face.note(`Job ${job.id}: the change holds`);
  return waitFor(job.id, session, face);
}

/** Shows the way back and runs it as a job of its own. */
export async function undoJob(job: Job, session: Session, face: Face): Promise<number> {
  const over = await settled(job, session, face);
  return runPlan(found(await session.recovery.undo(over.id), over), {}, session, face);
}

/** Goes on where the job stopped; secrets that its rest needs have to be given again. */
export async function retryJob(job: Job, session: Session, face: Face): Promise<number> {
  const over = await settled(job, session, face);
  const plan = found(await session.recovery.retry(over.id), over);
  const fields = [...new Set(plan.steps.flatMap(step => step.secrets))];
  const secrets = {...(await gatherSecrets(fields, face.options)), ...(await askedFor(plan, fields, face))};
  const missing = secretMissing(plan, secrets);
  if (missing !== null && plan.refusals.length === 0 && !face.options.flag('dry-run')) {
    throw new Failure(2, 'invalid', `${missing} is a secret that no journal keeps: give it once more`, {
      field: missing,
      hint: `--set-file ${missing}=PATH`,
    });
  }
  if (Object.keys(secrets).length > 0) await session.refresh(); // the form that judges them is the host's
  for (const [field, value] of Object.entries(secrets)) {
    const problem = secretProblem(plan, field, value, session.form);
    if (problem !== null) throw new Failure(2, 'invalid', problem, {field});
  }
  const exit = await runPlan(plan, secrets, session, face);
  const nothing = plan.steps.length === 0 && exit === 0 && !face.options.flag('dry-run');
  if (nothing) orRefused(await session.recovery.leave(over.id));
  return exit;
}

/** Secrets by question and answer, where there is somebody to ask. */
async function askedFor(plan: Plan, fields: readonly string[], {askSecret}: Face): Promise<Secrets> {
  const answers: Record<string, string> = {};
  if (!askSecret || plan.refusals.length > 0) return answers;
  for (const field of fields) answers[field] = await askSecret(field);
  return answers;
}

export async function leaveJob(job: Job, session: Session, face: Face): Promise<number> {
  if (job.endedAt === null) throw stillRuns(job);
  orRefused(await session.recovery.leave(job.id));
  face.note(`Job ${job.id} is marked: what it left stays as it is`);
  for (const line of job.residue) face.note(`  left behind: ${line}`);
  return 0;
}

/** Says what comes of it, and kills the tool only when that was confirmed (4: it was not). */
export async function killJob(job: Job, session: Session, face: Face): Promise<number> {
  if (!job.tool || job.asks === null) {
    throw new Failure(3, 'wrong-state', `Job ${job.id} has no tool that asks without end: none is killed`, {
      hint: `construct-tui jobs cancel ${job.id} starts no further step`,
    });
  }
  const title = job.steps[job.tool.step]?.title;
  face.note(`Process ${job.tool.pid} prints without end: ${job.asks}`);
  face.note(
    `Killed, it leaves ${title} half done, and the step counts as failed; jobs undo and jobs retry go on from there`,
  );
  if (!face.options.flag('yes') && !(await face.confirm?.(`Kill it on ${session.host.name}? [y/N] `))) {
    face.note('Not killed: it was not confirmed (--yes kills it without asking)');
    return 4;
  }
  orRefused(await session.kill(job.id));
  return 0;
}

function orRefused(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw refused(refusals);
}

/** How long to wait for a tool that lost its runner, and how often to look. Milliseconds. */
const patience = 120_000;
const pause = 500;

/** The job once nothing of it runs any more. Throws busy (6) while it has a runner, or when its tool takes too long. */
async function settled(job: Job, session: Session, face: Face): Promise<Job> {
  if (job.endedAt === null) throw stillRuns(job);
  const title = job.tool && job.steps[job.tool.step]?.title;
  if (job.tool) face.note(`${title} still runs as process ${job.tool.pid}, without its runner: waiting for it`);
  let current = job;
  for (const end = Date.now() + patience; current.tool !== null; ) {
    if (Date.now() > end) {
      throw new Failure(6, 'busy', `${title} still runs as process ${current.tool.pid} of job ${job.id}`, {
        hint: 'nothing was run; ask again when it has ended',
      });
    }
    await wait(pause);
    current = (await session.job(job.id)) ?? current;
  }
  return current;
}

const stillRuns = (job: Job): Failure =>
  new Failure(6, 'busy', `Job ${job.id} still runs: ${job.title}`, {
    hint: `construct-tui jobs attach ${job.id}, or jobs cancel ${job.id}`,
  });

function found(plan: Plan | null, job: Job): Plan {
  if (!plan) throw new Failure(3, 'no-such-job', `There is no job ${job.id}`);
  return plan;
}
