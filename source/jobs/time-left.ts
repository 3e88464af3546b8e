import type {Job} from '../model/job.ts';
import {formatSeconds} from '../text/units.ts';

/** `about 4 min left`; empty when there are no grounds for it, when it is only a moment, and when the time is over. */
export function timeLeftInWords({endsAt, state}: Pick<Job, 'endsAt' | 'state'>, now: number): string {
  const seconds = state === 'running' && endsAt !== null ? (endsAt - now) / 1000 : 0;
  return seconds < 10 ? '' : `about ${formatSeconds(seconds)} left`;
}
