import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import type {Job} from '../model/job.ts';
import {auditEnd} from './audit.ts';
import type {Order} from './events.ts';
import {foldJob} from './fold.ts';
import {isJobId, jobFolder} from './folder.ts';
import {readFollowers} from './followers.ts';
import {isKept} from './from-elsewhere.ts';
import {readOutcome} from './guard/files.ts';
import {reviveGuard} from './guard/keeper.ts';
import {readJournal} from './journal.ts';
import {isHeld} from './schedule/owner.ts';
import type {StepProgress} from './seen.ts';
import {livingTool} from './tools.ts';
import {endsAt, readUsual} from './usual.ts';

/** How long a job without a runner may be one whose runner is only just starting. */
const startingMs = 10_000;

/** null: there is no such job. A job that died unseen is told to the audit by whoever looks first. */
export async function readJob(state: string, id: string): Promise<Job | null> {
  const order = await readOrder(state, id);
  if (!order) return null;
  const folder = jobFolder(state, id);
  // The lock before the journal: what a runner wrote before it let go has to be seen. Whose end is told has none to ask.
  const locked = !existsSync(folder.audited) && (isHeld(state, id) || (await isKept(folder.path)));
  const {events, damage} = await readJournal(folder.journal);
  const alive = locked || (events.length === 0 && damage === '' && Date.now() - order.at < startingMs);
  const followers = await readFollowers(state, id);
  const followedBy = await Promise.all(
    followers.flatMap(follower => (follower.kind === 'left' ? [] : [stateOf(state, follower)])),
  );
  const left = followers.findLast(follower => follower.kind === 'left');
  if (!alive && order.plan.guard) await reviveGuard(state, id).catch(() => {});
  const job = foldJob(order, {
    events,
    alive,
    followedBy,
    damage: alive ? '' : damage,
    outcome: order.plan.guard ? await readOutcome(folder.guard) : null,
    tool: await livingTool(events),
    progress: alive ? await readProgress(folder.progress) : null,
    left: left ? {by: left.by, at: left.at} : null,
    endsAt: alive ? endsAt(order.plan.steps, events, await readUsual(state), Date.now()) : null,
  });
  if (!alive) tellAudit(state, order, job);
  return job;
}

function tellAudit(state: string, order: Order, job: Job): void {
  try {
    auditEnd(state, order, job, 'found');
  } catch {
    // a full disk: the next look tells it
  }
}

/** What was asked, as it was written down; null: there is no such job, or its order cannot be read. */
export async function readOrder(state: string, id: string): Promise<Order | null> {
  if (!isJobId(id)) return null;
  try {
    return JSON.parse(await readFile(jobFolder(state, id).order, 'utf8')) as Order;
  } catch {
    return null;
  }
}

async function stateOf<T extends {readonly job: string}>(
  state: string,
  follower: T,
): Promise<T & {readonly state: Job['state']}> {
  // A job that nobody can read never got as far as a runner.
  return {...follower, state: (await readJob(state, follower.job))?.state ?? 'failed'};
}

async function readProgress(path: string): Promise<StepProgress | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StepProgress;
  } catch {
    return null;
  }
}
