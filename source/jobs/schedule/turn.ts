import {setTimeout as wait} from 'node:timers/promises';
import type {WaitsFor} from '../../model/job.ts';
import type {Refusal} from '../../model/plan.ts';
import type {Order} from '../events.ts';
import type {Contest, Entry} from './entry.ts';
import {thisProcess} from './owner.ts';
import type {Queue, Standing} from './queue.ts';
import {inWords} from './touches.ts';

/** How its waiting ended: its turn has come, it was cancelled, or it must not run. */
export type Turn = 'mine' | 'cancelled' | Refusal;

export type Place = {
  /** `tell` is called with those it waits for whenever they change; with nobody when its turn has come after all. */
  turn(tell: (behind: readonly WaitsFor[]) => Promise<void>, cancelled: AbortSignal): Promise<Turn>;
  leave(): void;
};

const lookEvery = 100;

/** A place in the queue, taken now, so that the order is that of asking. Its waiting can begin later. */
export function takePlace(queue: Queue, {id, plan, by}: Order): Place {
  const at = Date.now();
  const owner = thisProcess();
  const first = queue.enter({job: id, title: plan.title, by, at, owner, touches: plan.touches});
  return {
    async turn(tell, cancelled) {
      let told = '';
      for (let standing = first; ; standing = queue.turn(id)) {
        const end = ended(standing, standing === first);
        const behind = standing.is === 'waiting' ? standing.behind : [];
        const names = behind.map(({job}) => job).join(' ');
        if (names !== told && (standing.is === 'waiting' || end === 'mine')) await tell(behind.map(named));
        told = standing.is === 'stuck' ? told : names;
        if (end) return end;
        if (cancelled.aborted) return 'cancelled';
        await wait(lookEvery);
      }
    },
    leave: () => queue.leave(id),
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
    case 'lost':
      return busy('Its place in the queue of this host was taken away from outside', null);
    case 'contested':
      return busy(contestInWords(standing.contest), standing.contest.holder.job);
  }
}

const contestInWords = ({over, holder: {job, title, by, running}}: Contest): string =>
  `${inWords(over)} belongs to job ${job} (${title}, by ${by}), which ${running ? 'runs' : 'waits for its turn'}`;

const busy = (reason: string, owner: string | null): Refusal => ({field: null, code: 'busy', reason, owner});

const named = ({job, title, by}: Entry): WaitsFor => ({job, title, by});
