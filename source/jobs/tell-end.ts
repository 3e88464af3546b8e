import {auditEnd} from './audit.ts';
import type {Order} from './events.ts';
import {foldJob} from './fold.ts';
import {jobFolder} from './folder.ts';
import {readJournal} from './journal.ts';
import {learnUsual} from './usual.ts';

/** What a runner leaves to others when its job is over: a line in the audit, and how long its steps took. */
export async function tellEnd(state: string, order: Order): Promise<void> {
  const {events, damage} = await readJournal(jobFolder(state, order.id).journal);
  const job = foldJob(order, {events, alive: false, damage});
  auditEnd(state, order, job, 'ended');
  await learnUsual(state, order.plan.steps, events);
}
