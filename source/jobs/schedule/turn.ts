import {setTimeout as wait} from 'node:timers/promises';
import type {WaitsFor} from '../../model/job.ts';
import type {Refusal} from '../../model/plan.ts';
import type {Order} from '../events.ts';
import type {Contest, Entry} from './entry.ts';
import {thisProcess} from './owner.ts';
import type {Queue, Standing as Stood} from './queue.ts';
import {inWords} from './touches.ts';

/** A queue that cannot be read or written, on a full disk for one, lets nobody start. */
type Standing = Stood | {readonly is: 'broken'; readonly why: string};

/** How its waiting ended: its turn has come, it was cancelled, or it must not run. */
export type Turn = 'mine' | 'cancelled' | Refusal;

export type Place = {
  /** `tell` is called with those it waits for whenever they change; with nobody when its turn has come after all. */
  turn(tell: (behind: readonly WaitsFor[]) => Promise<void>, cancelled: AbortSignal): Promise<Turn>;
  leave(): Promise<void>;
};

const lookEvery = 100;

/** How long a job waits for a tool that works on without its runner, in milliseconds. */
const orphanPatience = 10 * 60_000;

/** A place in the queue, taken now, so that the order is that of asking. Its waiting can begin later. */
export async function takePlace(
  queue: Queue,
  {id, plan, by}: Order,
  {patience = orphanPatience, lookMs = lookEvery}: {patience?: number; lookMs?: number} = {},
): Promise<Place> {
  const owner = thisProcess();
  const ask = (answer: Promise<Standing>) =>
    answer.catch((error: Error) => ({is: 'broken', why: error.message}) as const);
  const place = {job: id, title: plan.title, by, at: Date.now(), owner, touches: plan.touches};
  const first = await ask(queue.enter(place));
  return {
    async turn(tell, cancelled) {
      let told = '';
      let orphansSince = Number.POSITIVE_INFINITY;
      for (let standing = first; ; standing = await ask(queue.turn(id))) {
        const waitsFor = standing.is === 'waiting' ? standing.behind.map(entry => named(entry, standing.orphans)) : [];
        const orphaned = waitsFor.some(each => each.orphaned === true);
        orphansSince = orphaned ? Math.min(orphansSince, Date.now()) : Number.POSITIVE_INFINITY;
        const end = Date.now() - orphansSince >= patience ? outlived(waitsFor) : ended(standing, standing === first);
        const now = JSON.stringify(waitsFor);
        if (standing.is !== 'stuck' && now !== (told || '[]')) {
          await tell(waitsFor);
          told = now;
        }
        if (end) return end;
        if (cancelled.aborted) return 'cancelled';
        await wait(lookMs);
      }
    },
    async leave() {
      try {
        await queue.leave(id);
      } catch {
        // a full disk: its entry counts for nothing once this process is gone
      }
    },
  };
}

function ended(standing: Standing, entering: boolean): Turn | null {
  switch (standing.is) {
    case 'running':
      return 'mine';
    case 'waiting':
      return null;
    case 'stuck':
      return entering ? busy('The queue of this host is held by another process', null) : null;
    case 'broken':
      return {field: null, code: 'unreadable', reason: `The queue of this host: ${standing.why}`, owner: null};
    case 'lost':
      return busy('Its place in the queue of this host was taken away from outside', null);
    case 'contested':
      return busy(contestInWords(standing.contest), standing.contest.holder.job);
  }
}

const contestInWords = ({over, holder: {job, title, by, running}}: Contest): string =>
  `${inWords(over)} belongs to job ${job} (${title}, by ${by}), which ${running ? 'runs' : 'waits for its turn'}`;

function outlived(waitsFor: readonly WaitsFor[]): Refusal {
  const orphan = waitsFor.find(({orphaned}) => orphaned);
  return busy(
    `Job ${orphan?.job} (${orphan?.title}) has lost its runner, and the tool that it had started still works`,
    orphan?.job ?? null,
  );
}

const busy = (reason: string, owner: string | null): Refusal => ({field: null, code: 'busy', reason, owner});

const named = ({job, title, by}: Entry, orphans: readonly string[]): WaitsFor => ({
  job,
  title,
  by,
  ...(orphans.includes(job) && {orphaned: true}),
});
