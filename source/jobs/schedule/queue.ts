import {join} from 'node:path';
import type {Touch} from '../../model/plan.ts';
import {tryLock} from '../lock.ts';
import {decide} from './decide.ts';
import {type Contest, contestOf, type Entry} from './entry.ts';
import {readEntries, writeEntries} from './file.ts';
import {type Life, lifeOf} from './owner.ts';
import {hostRules} from './rules.ts';
import {callsOf, claimsOf} from './touches.ts';

export type Standing =
  | {readonly is: 'running'}
  /** `behind`: who has to end first; `orphans`: the jobs among them of which only a tool still lives. */
  | {readonly is: 'waiting'; readonly behind: readonly Entry[]; readonly orphans: readonly string[]}
  | {readonly is: 'contested'; readonly contest: Contest}
  /** Somebody else held the queue's lock for too long: nothing was changed. */
  | {readonly is: 'stuck'}
  /** Its entry is not there any more, though it lives: the file was removed or replaced. */
  | {readonly is: 'lost'};

/** The queue of one host, shared by every process of every account there. */
export type Queue = {
  /** Claims what the job needs for itself, takes the last place, and starts at once when nothing is in the way. */
  enter(entry: Omit<Entry, 'running'>): Promise<Standing>;
  /** Asked again and again by who waits; writes only when something can change. */
  turn(job: string): Promise<Standing>;
  /** Gives back place and claims; nothing happens to who is not there. */
  leave(job: string): void;
  entries(): readonly Entry[];
  /** What the living have claimed for themselves. */
  claims(): Promise<readonly Touch[]>;
};

export type QueueOptions = {
  /** How many jobs may run at once. */
  readonly limit?: number;
  readonly patienceMs?: number;
  readonly life?: (job: string) => Promise<Life>;
};

export function openQueue(state: string, options: QueueOptions = {}): Queue {
  const {limit = 4, patienceMs = 10_000, life = job => lifeOf(state, job)} = options;
  const path = join(state, 'queue.json');

  /** Checks and marks as one step, under a lock and without awaiting anything; null: the lock did not come free. */
  const change = <T>(edit: (entries: readonly Entry[]) => {entries: readonly Entry[]; answer: T}): T | null => {
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

  const living = async (entries: readonly Entry[]) => {
    const lives = await Promise.all(entries.map(({job}) => life(job)));
    const those = (wanted: Life) => entries.flatMap(({job}, index) => (lives[index] === wanted ? [job] : []));
    return {gone: new Set(those('gone')), orphans: those('orphaned')};
  };

  return {
    async enter(newcomer) {
      const {gone, orphans} = await living(readEntries(path));
      const answer = change<Standing>(before => {
        const entries = before.filter(({job}) => !gone.has(job));
        // what an orphan had claimed is waited for: the job may be the one that goes on with it
        const contest = contestOf(
          newcomer.touches,
          entries.filter(({job}) => !orphans.includes(job)),
        );
        return contest
          ? {entries, answer: {is: 'contested', contest}}
          : settle(newcomer.job, [...entries, {...newcomer, running: false}], limit, orphans);
      });
      return answer ?? {is: 'stuck'};
    },
    async turn(job) {
      const seen = readEntries(path);
      const {gone, orphans} = await living(seen);
      const standing = standingOf(job, seen, limit, orphans);
      if (standing.is === 'waiting' && gone.size === 0) return standing;
      return (
        change<Standing>(before =>
          settle(
            job,
            before.filter(entry => !gone.has(entry.job)),
            limit,
            orphans,
          ),
        ) ?? {is: 'stuck'}
      );
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

/** Its standing, and the entries with it marked as running when its turn has come. */
function settle(job: string, entries: readonly Entry[], limit: number, orphans: readonly string[]) {
  const answer = standingOf(job, entries, limit, orphans);
  const mark = (entry: Entry) => (entry.job === job && !entry.running ? {...entry, running: true} : entry);
  return {answer, entries: answer.is === 'running' ? entries.map(mark) : entries};
}

function standingOf(job: string, entries: readonly Entry[], limit: number, orphans: readonly string[]): Standing {
  const work = entries.map(entry => ({entry, calls: callsOf(entry.touches)}));
  const [running, waiting] = [work.filter(({entry}) => entry.running), work.filter(({entry}) => !entry.running)];
  const {start, held} = decide(waiting, running, hostRules, limit);
  if ([...running, ...start].some(({entry}) => entry.job === job)) return {is: 'running'};
  const mine = held.find(({work: {entry}}) => entry.job === job);
  if (!mine) return {is: 'lost'};
  const behind = mine.behind.map(({entry}) => entry);
  return {is: 'waiting', behind, orphans: orphans.filter(orphan => behind.some(entry => entry.job === orphan))};
}
