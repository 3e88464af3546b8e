import type {Check, Verdict} from '../../model/plan.ts';
import type {GuestFacts} from './guest-facts.ts';

/** What a check asks of one guest, given what was read of it. */
export type Judge = (check: Check, facts: GuestFacts) => Verdict;

export const verdict = (holds: boolean, note: string, facts: Readonly<Record<string, string>> = {}): Verdict => ({
  truth: holds ? 'true' : 'false',
  note,
  facts,
});

export const unknown = (note: string): Verdict => ({truth: 'unknown', note});
