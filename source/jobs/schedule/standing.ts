import {decide} from './decide.ts';
import {type Contest, contestOf, type Entry} from './entry.ts';
import type {Life} from './owner.ts';
import {hostRules} from './rules.ts';
import {callsOf} from './touches.ts';

export type Standing =
  | {readonly is: 'running'}
  /** `behind`: who has to end first; `orphans`: the jobs among them of which only a tool still lives. */
  | {readonly is: 'waiting'; readonly behind: readonly Entry[]; readonly orphans: readonly string[]}
  | {readonly is: 'contested'; readonly contest: Contest}
  /** Somebody else held the queue's lock for too long: nothing was changed. */
  | {readonly is: 'stuck'}
  /** Its entry is not there any more, though it lives: the file was removed or replaced. */
  | {readonly is: 'lost'};

/** Which jobs of the queue are gone, and of which only a tool lives. */
export type Living = {readonly gone: ReadonlySet<string>; readonly orphans: readonly string[]};

export function livingOf(lives: ReadonlyMap<string, Life>): Living {
  const those = (wanted: Life) => [...lives].flatMap(([job, life]) => (life === wanted ? [job] : []));
  return {gone: new Set(those('gone')), orphans: those('orphaned')};
}

/** What becomes of the queue, and what is told of it. */
export type Change<T> = {readonly entries: readonly Entry[]; readonly answer: T};

/** A job that comes: its claims and the last place, unless somebody has claimed the same. */
export function entering(
  newcomer: Omit<Entry, 'running'>,
  before: readonly Entry[],
  {gone, orphans}: Living,
  limit: number,
): Change<Standing> {
  const entries = before.filter(({job}) => !gone.has(job));
  // what an orphan had claimed is waited for: the job may be the one that goes on with it
  const contest = contestOf(
    newcomer.touches,
    entries.filter(({job}) => !orphans.includes(job)),
  );
  return contest
    ? {entries, answer: {is: 'contested', contest}}
    : settle(newcomer.job, [...entries, {...newcomer, running: false}], limit, orphans);
}

/** A job that waits and asks: those that are gone hold it up no longer. */
export const turning = (
  job: string,
  before: readonly Entry[],
  {gone, orphans}: Living,
  limit: number,
): Change<Standing> =>
  settle(
    job,
    before.filter(entry => !gone.has(entry.job)),
    limit,
    orphans,
  );

/** Its standing, and the entries with it marked as running when its turn has come. */
function settle(job: string, entries: readonly Entry[], limit: number, orphans: readonly string[]): Change<Standing> {
  const answer = standingOf(job, entries, limit, orphans);
  const mark = (entry: Entry) => (entry.job === job && !entry.running ? {...entry, running: true} : entry);
  return {answer, entries: answer.is === 'running' ? entries.map(mark) : entries};
}

export function standingOf(
  job: string,
  entries: readonly Entry[],
  limit: number,
  orphans: readonly string[],
): Standing {
  const work = entries.map(entry => ({entry, calls: callsOf(entry.touches)}));
  const [running, waiting] = [work.filter(({entry}) => entry.running), work.filter(({entry}) => !entry.running)];
  const {start, held} = decide(waiting, running, hostRules, limit);
  if ([...running, ...start].some(({entry}) => entry.job === job)) return {is: 'running'};
  const mine = held.find(({work: {entry}}) => entry.job === job);
  if (!mine) return {is: 'lost'};
  const behind = mine.behind.map(({entry}) => entry);
  return {is: 'waiting', behind, orphans: orphans.filter(orphan => behind.some(entry => entry.job === orphan))};
}
