import {readdirSync, readFileSync} from 'node:fs';

/** The processes that `parent` has started and that still run; needs('proc'). */
export const childrenOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);

function parentOf(pid: string): number | null {
  try {
    return Number(/\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
  } catch {
    return null; // it has ended meanwhile
  }
}
