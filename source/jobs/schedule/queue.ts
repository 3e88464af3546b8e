import {join} from 'node:path';
import type {Touch} from '../../model/plan.ts';
import {tryLock} from '../lock.ts';
import type {Entry} from './entry.ts';
import {readEntries, writeEntries} from './file.ts';
import {isHeld, type Life, lifeOf} from './owner.ts';
import {type Change, entering, type Living, livingOf, type Standing, standingOf, turning} from './standing.ts';
import {claimsOf} from './touches.ts';

export type {Standing} from './standing.ts';

/** The queue of one host, shared by every process of every account there, and by every other machine that works on it. */
export type Queue = {
  /** Claims what the job needs for itself, takes the last place, and starts at once when nothing is in the way. */
  enter(entry: Omit<Entry, 'running'>): Promise<Standing>;
  /** Asked again and again by who waits; writes only when something can change. */
  turn(job: string): Promise<Standing>;
  /** Gives back place and claims; nothing happens to who is not there. */
  leave(job: string): void | Promise<void>;
  /** What the living have claimed for themselves. */
  claims(): Promise<readonly Touch[]>;
};

export type QueueOptions = {
  /** How many jobs may run at once. */
  readonly limit?: number;
  readonly patienceMs?: number;
  readonly life?: (job: string) => Promise<Life>;
};

export function openQueue(state: string, options: QueueOptions = {}): Queue & {entries(): readonly Entry[]} {
  const {limit = 4, patienceMs = 10_000, life = job => lifeOf(state, job)} = options;
  const path = join(state, 'queue.json');

  /** Checks and marks as one step, under a lock and without awaiting anything; null: the lock did not come free. */
  const change = <T>(edit: (entries: readonly Entry[]) => Change<T>): T | null => {
    const lock = tryLock(join(state, 'queue.lock.sqlite'), patienceMs);
    if (!lock) return null;
    try {
      const before = readEntries(path);
      const {entries, answer} = edit(before);
      if (entries.length !== before.length || entries.some((entry, index) => entry !== before[index]))
        writeEntries(path, entries);
      return answer;
    } finally {
      lock.release();
    }
  };

  const living = async (entries: readonly Entry[]) =>
    livingOf(new Map(await Promise.all(entries.map(async ({job}) => [job, await life(job)] as const))));

  /** Asked under the lock: a runner of another machine may have come back since. */
  const stillGone = ({gone, orphans}: Living): Living => ({
    gone: new Set([...gone].filter(job => !isHeld(state, job))),
    orphans,
  });

  return {
    async enter(newcomer) {
      const lives = await living(readEntries(path));
      return change(before => entering(newcomer, before, stillGone(lives), limit)) ?? {is: 'stuck'};
    },
    async turn(job) {
      const seen = readEntries(path);
      const lives = await living(seen);
      const standing = standingOf(job, seen, limit, lives.orphans);
      if (standing.is === 'waiting' && lives.gone.size === 0) return standing;
      return change(before => turning(job, before, stillGone(lives), limit)) ?? {is: 'stuck'};
    },
    leave: job => void change(entries => ({entries: entries.filter(entry => entry.job !== job), answer: null})),
    entries: () => readEntries(path),
    async claims() {
      const entries = readEntries(path);
      const {gone} = await living(entries);
      return entries.filter(({job}) => !gone.has(job)).flatMap(({touches}) => claimsOf(touches));
    },
  };
}
