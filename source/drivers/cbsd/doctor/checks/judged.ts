import type {FindingState} from '../../../../model/doctor.ts';
import type {CbsdContext} from '../../context.ts';
import type {Facts} from '../facts.ts';

export type Judged = {readonly state: FindingState; readonly found: string};

export const ok = (found: string): Judged => ({state: 'ok', found});
export const warn = (found: string): Judged => ({state: 'warn', found});
export const missing = (found: string): Judged => ({state: 'missing', found});
export const unknown = (found: string): Judged => ({state: 'unknown', found});

/** A check that only a node which is set up can have; where its database cannot be read, nothing is known of it. */
export function onNode(facts: Facts, judge: (node: CbsdContext) => Judged | null): Judged | null {
  if (facts.node) return judge(facts.node);
  return facts.problems[0] === undefined || !facts.files.has('var/db/local.sqlite') ? null : unknown(facts.problems[0]);
}

/** `3 guests`, `one guest`. */
export const count = (number: number, thing: string): string => (number === 1 ? `one ${thing}` : `${number} ${thing}s`);

/** The node, where its NAT is by pf. */
export const usesPf = ({node}: Facts): CbsdContext | null => (node?.node.nat === 'pf' ? node : null);
