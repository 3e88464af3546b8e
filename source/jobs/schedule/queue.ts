import {join} from 'node:path';
import {tryLock} from '../lock.ts';
import {decide} from './decide.ts';
import {type Contest, contestOf, type Entry} from './entry.ts';
import {readEntries, writeEntries} from './file.ts';
import {runnerLives} from './owner.ts';
import {hostRules} from './rules.ts';
import {callsOf} from './touches.ts';

export type Standing =
  | {readonly is: 'running'}
  /** `behind`: who has to end first, those that run before those that wait. */
  | {readonly is: 'waiting'; readonly behind: readonly Entry[]}
  | {readonly is: 'contested'; readonly contest: Contest}
  /** Somebody else held the queue's lock for too long: nothing was changed. */
  | {readonly is: 'stuck'}
  /** Its entry is not there any more, though it lives: the file was removed or replaced. */
  | {readonly is: 'lost'};

/** The queue of one host, shared by every process of every account there. Nothing in it is async (see `tryLock`). */
export type Queue = {
  /** Claims what the job needs for itself, takes the last place, and starts at once when nothing is in the way. */
  enter(entry: Omit<Entry, 'running'>): Standing;
  /** Asked again and again by who waits; writes only when something can change. */
  turn(job: string): Standing;
  /** Gives back place and claims; nothing happens to who is not there. */
  leave(job: string): void;
  entries(): readonly Entry[];
};

export type QueueOptions = {
  /** How many jobs may run at once. */
  readonly limit?: number;
  readonly patienceMs?: number;
  readonly lives?: (job: string) => boolean;
};

export function openQueue(state: string, options: QueueOptions = {}): Queue {
  const {limit = 4, patienceMs = 10_000, lives = runnerLives(state)} = options;
  const path = join(state, 'queue.json');

  /** Checks and marks as one step: under a lock, on entries without those of the dead. null: the lock did not come free. */
  const change = <T>(edit: (entries: readonly Entry[]) => {entries: readonly Entry[]; answer: T}): T | null => {
    const lock = tryLock(join(state, 'queue.lock.sqlite'), patienceMs);
    if (!lock) return null;
    try {
      const before = readEntries(path);
      const {entries, answer} = edit(before.filter(({job}) => lives(job)));
      if (entries.length !== before.length || entries.some((entry, index) => entry !== before[index]))
        writeEntries(path, entries);
      return answer;
    } finally {
      lock.release();
    }
  };

  const standing = (job: string, entries: readonly Entry[]): Standing => {
    const work = entries.map(entry => ({entry, calls: callsOf(entry.touches)}));
    const [running, waiting] = [work.filter(({entry}) => entry.running), work.filter(({entry}) => !entry.running)];
    if (running.some(({entry}) => entry.job === job)) return {is: 'running'};
    const {start, held} = decide(waiting, running, hostRules, limit);
    if (start.some(({entry}) => entry.job === job)) return {is: 'running'};
    const mine = held.find(({work: {entry}}) => entry.job === job);
    return mine ? {is: 'waiting', behind: mine.behind.map(({entry}) => entry)} : {is: 'lost'};
  };

  const settle = (job: string, entries: readonly Entry[]) => {
    const answer = standing(job, entries);
    const mark = (entry: Entry) => (entry.job === job && !entry.running ? {...entry, running: true} : entry);
    return {answer, entries: answer.is === 'running' ? entries.map(mark) : entries};
  };

  return {
    enter(newcomer) {
      const answer = change<Standing>(entries => {
        const contest = contestOf(newcomer.touches, entries);
        return contest
          ? {entries, answer: {is: 'contested', contest}}
          : settle(newcomer.job, [...entries, {...newcomer, running: false}]);
      });
      return answer ?? {is: 'stuck'};
    },
    turn(job) {
      const seen = standing(job, readEntries(path));
      if (seen.is === 'waiting' && seen.behind.every(entry => lives(entry.job))) return seen;
      return change<Standing>(entries => settle(job, entries)) ?? {is: 'stuck'};
    },
    leave: job => void change(entries => ({entries: entries.filter(entry => entry.job !== job), answer: null})),
    entries: () => readEntries(path),
  };
}
