import type {Guarded, JobStep} from '../../model/job.ts';
import type {Guard, Plan} from '../../model/plan.ts';
import type {Seen} from '../seen.ts';

/** How it stands with a change that could cut the operator off. null: there is none, or it has not come to that. */
export function guardedOf({guard}: Plan, {events, outcome}: Pick<Seen, 'events' | 'outcome'>): Guarded | null {
  const armed = events.find(event => event.type === 'guarded');
  if (!guard || !armed) return null;
  const {deadline} = armed;
  const settled = events.find(event => event.type === 'settled') ?? outcome;
  if (settled) return {state: settled.outcome, deadline, note: settled.note};
  return {state: events.some(event => event.type === 'applied') ? 'awaits' : 'applying', deadline, note: ''};
}

/** What was taken back is as if it had not run. */
export const guardedSteps = (
  steps: readonly JobStep[],
  guard: Guard | undefined,
  guarded: Guarded | null,
): readonly JobStep[] =>
  steps.map((step, index) =>
    guard && guarded?.state === 'reverted' && index >= guard.first && index <= guard.last && step.startedAt !== null
      ? {...step, state: 'undone', note: guarded.note}
      : step,
  );

/** Why the job did not come to its end; empty: not for this. */
export function guardedSentence({guard}: Plan, guarded: Guarded | null): string {
  if (!guard || !guarded) return '';
  switch (guarded.state) {
    case 'reverted':
      return `${guarded.note}, so ${guard.says} is as it was before`;
    case 'not-reverted':
      return guarded.note;
    case 'confirmed':
      return '';
    case 'applying':
    case 'awaits':
      return `${guard.says} goes back to what it was unless it is confirmed from a new login`;
  }
}
