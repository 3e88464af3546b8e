import {blockers, type Call, type Rules} from './rules.ts';

/** Work that starts as one: all of its calls, or none. */
export type Work = {readonly calls: readonly Call[]};

export type Decision<T extends Work> = {
  readonly start: readonly T[];
  /** Each with the work that has to end, or to start and end, before it. */
  readonly held: readonly {readonly work: T; readonly behind: readonly T[]}[];
};

/**
 * Fair: work starts when neither what runs nor anything older that waits conflicts with it, so nothing is overtaken by
 * what it conflicts with, and what conflicts with nobody is not held up. `limit`: how much may run at once.
 */
export function decide<T extends Work>(
  waiting: readonly T[],
  running: readonly T[],
  rules: Rules,
  limit = Number.POSITIVE_INFINITY,
): Decision<T> {
  const ahead = [...running];
  const start: T[] = [];
  const held: {work: T; behind: readonly T[]}[] = [];
  for (const work of waiting) {
    const conflicting = ahead.filter(other => conflict(work, other, rules));
    const full = running.length + start.length >= limit;
    if (conflicting.length > 0) held.push({work, behind: conflicting});
    else if (full) held.push({work, behind: [...running, ...start]});
    else start.push(work);
    ahead.push(work);
  }
  return {start, held};
}

const conflict = (work: Work, other: Work, rules: Rules): boolean =>
  work.calls.some(call => blockers(call, other.calls, rules).length > 0);
