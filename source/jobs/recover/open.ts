import type {Job} from '../../model/job.ts';

/** Over, not as it was meant to be, and nobody has dealt with it. */
export const isOpen = ({state, left, followedBy}: Job): boolean =>
  (state === 'failed' || state === 'unknown' || state === 'cancelled') &&
  left === null &&
  followedBy.every(follower => follower.kind === 'undo' && follower.state !== 'done');
