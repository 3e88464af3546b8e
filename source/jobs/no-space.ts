import {statfs} from 'node:fs/promises';
import type {Refusal} from '../model/plan.ts';

/** As much as a job's files need before its first step. */
export const needed = 192 * 1024;

/** Nothing is run that cannot be written down: a full disk is a refusal, not a failure halfway. */
export async function orNoSpace<T>(
  state: string,
  work: () => Promise<T>,
): Promise<T | {readonly refusals: readonly Refusal[]}> {
  try {
    return await work();
  } catch (error) {
    if (!(await isFull(state, error))) throw error;
    return {refusals: [noRoomIn(state)]};
  }
}

export const noRoomIn = (state: string): Refusal => ({
  ...{field: null, code: 'no-space', owner: state},
  reason: `There is no room in ${state} for the records of a job: nothing was run`,
});

/** A runner that found no room could not even say so. */
async function isFull(state: string, error: unknown): Promise<boolean> {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return true;
  const free = await statfs(state).catch(() => null);
  return free !== null && free.bavail * free.bsize < needed;
}
