import {setTimeout as wait} from 'node:timers/promises';
import {jobFolder} from '../../../source/jobs/folder.ts';
import {tryLock} from '../../../source/jobs/lock.ts';
import {thisProcess} from '../../../source/jobs/schedule/owner.ts';
import {openQueue, type Standing} from '../../../source/jobs/schedule/queue.ts';
import type {Touch} from '../../../source/model/plan.ts';

/** A process of its own that lives as a job's runner does and does as it is told: `node racer.ts STATE JOB`. */
export type Order =
  | {readonly do: 'enter'; readonly touches: readonly Touch[]; readonly at: number}
  | {readonly do: 'turn'}
  | {readonly do: 'leave'};
export type Answer = {readonly is: Standing['is'] | 'left' | 'ready'; readonly holder: string; readonly ms: number};

const [state = '', job = ''] = process.argv.slice(2);
const alive = tryLock(jobFolder(state, job).alive, 1000);
const queue = openQueue(state, {limit: 100});
process.on('message', (order: Order) => void obey(order));
process.on('disconnect', () => process.exit());
answer('ready', '', 0);

async function obey(order: Order): Promise<void> {
  if (order.do === 'enter') await wait(order.at - Date.now());
  const from = performance.now();
  if (order.do === 'leave') {
    queue.leave(job);
    return answer('left', '', performance.now() - from);
  }
  const standing =
    order.do === 'turn'
      ? await queue.turn(job)
      : await queue.enter({job, title: job, by: job, at: Date.now(), owner: thisProcess(), touches: order.touches});
  const holder = standing.is === 'contested' ? standing.contest.holder.job : '';
  answer(standing.is, holder, performance.now() - from);
}

function answer(is: Answer['is'], holder: string, ms: number): void {
  if (alive) process.send?.({is, holder, ms} satisfies Answer);
}
