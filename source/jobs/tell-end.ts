import {auditEnd} from './audit.ts';
import type {Order} from './events.ts';
import {foldJob} from './fold.ts';
import {jobFolder} from './folder.ts';
import {runHook} from './hook.ts';
import {readJournal} from './journal.ts';
import {learnUsual} from './usual.ts';

/** What a runner leaves to others when its job is over: a line in the audit, how long its steps took, and the operator's hook. */
export async function tellEnd(state: string, order: Order): Promise<void> {
  const {events, damage} = await readJournal(jobFolder(state, order.id).journal);
  const job = foldJob(order, {events, alive: false, damage});
  auditEnd(state, order, job, 'ended');
  await learnUsual(state, order.plan.steps, events);
  if (order.hook) console.error(await runHook(order.hook, order, job)); // the runner's own log
}
