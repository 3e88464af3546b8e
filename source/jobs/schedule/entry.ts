import type {Touch} from '../../model/plan.ts';
import type {Owner} from './owner.ts';
import {claimsOf, sameThing} from './touches.ts';

/** A job's place in the queue of its host, from its start to its end. */
export type Entry = {
  readonly job: string;
  readonly title: string;
  readonly by: string;
  /** When it entered, in milliseconds since the epoch; the order of the queue is the order of entering. */
  readonly at: number;
  readonly owner: Owner;
  readonly touches: readonly Touch[];
  readonly running: boolean;
};

/** A thing that two jobs want for themselves alone, and the one that has it. */
export type Contest = {readonly over: Touch; readonly holder: Entry};

export function contestOf(touches: readonly Touch[], entries: readonly Entry[]): Contest | null {
  for (const over of claimsOf(touches))
    for (const holder of entries)
      if (claimsOf(holder.touches).some(claim => sameThing(claim, over))) return {over, holder};
  return null;
}
