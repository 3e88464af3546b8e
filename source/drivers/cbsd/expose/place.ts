import {fingerprint} from '../../../model/fingerprint.ts';
import type {Assumption, Refusal} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {refuse} from '../plans/finish.ts';
import type {Place} from './foresee.ts';
import {wayThatGoes} from './own-way.ts';
import {keeping, programsAt, vanishing} from './preflight.ts';
import {rowText, type StoredForward} from './stored.ts';

/** Names under which CBSD keeps rules of a guest: its own, and those that it had before a rename (cbsd-observed, trap 6). */
export function ownersOf(guest: string, {guests, ports}: CbsdContext): readonly string[] {
  const addresses = guests.find(({name}) => name === guest)?.addresses ?? [];
  const names = new Set(guests.map(({name}) => name));
  const former = ports.firewall.lines.filter(
    ({owner, guestAddress}) => !names.has(owner) && addresses.includes(guestAddress),
  );
  return [...new Set([guest, ...former.map(({owner}) => owner)])];
}

/** Where CBSD's script would write a guest's rules to. */
export const placeOf = (guest: CbsdGuest, context: CbsdContext): Place => ({
  nodeAddress: context.node.address,
  guestAddress: guest.addresses.find(address => address.includes('.')) ?? '',
  isBusy: row => programsAt(row, context).length > 0,
});

/** The host's other rules vanish with CBSD's load: never without a yes. */
export function foreignRefusals(accepted: boolean, context: CbsdContext): readonly Refusal[] {
  const {rules, says} = vanishing(context);
  if (rules.length > 0 && accepted) return wayThatGoes(context);
  if (rules.length === 0) return [];
  return [refuse('wrong-state', 'replace_rules', `${says}. ${keeping(context.node.workdir)}`)];
}

/** The rows that a plan counts with, to the letter. */
export const forwardsSeen = (guest: string, rows: readonly StoredForward[]): Assumption => ({
  id: 'forwards-seen',
  target: guest,
  value: rowsDigest(rows),
});

export const rowsDigest = (rows: readonly StoredForward[]): string =>
  fingerprint(rows.map(rowText).sort()).slice(0, 12);
