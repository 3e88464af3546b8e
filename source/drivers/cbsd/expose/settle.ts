import type {Step} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {type Claim, forwardsCheck, lossesOf, ruleText} from './check.ts';
import {afterClear} from './foresee.ts';
import type {RuleLine} from './lines.ts';
import {rulesOfLine} from './live.ts';
import {ownersOf} from './place.ts';
import {clearStep, dropSteps} from './steps.ts';
import {rowText, type StoredForward} from './stored.ts';

/** The claim on a guest's forwards once its lines in pfrdr.conf are these; `lines` null claims nothing of the firewall. */
export const claimOf = (
  guest: string,
  rows: readonly StoredForward[],
  lines: readonly RuleLine[] | null,
  context: CbsdContext,
): Claim => ({
  stored: rows.map(rowText),
  live: lines && liveOf(lines, ownersOf(guest, context)),
  known: lossesOf(context.ports.map),
});

/** Equal lines are one rule: pf keeps both, and one of them never matters. */
export const liveOf = (lines: readonly RuleLine[], owners: readonly string[]): readonly string[] => [
  ...new Set(
    lines
      .filter(({owner}) => owners.includes(owner))
      .flatMap(rulesOfLine)
      .map(ruleText),
  ),
];

/**
 * Steps after which nothing is live for a guest that does not run: rules of it would lead to an address that somebody else
 * may get. `lines`: pfrdr.conf as the steps before leave it.
 */
export function settleSteps(
  guest: string,
  rows: readonly StoredForward[],
  lines: readonly RuleLine[],
  context: CbsdContext,
): readonly Step[] {
  const owners = ownersOf(guest, context);
  if (context.node.nat !== 'pf' || !lines.some(({owner}) => owners.includes(owner))) return [];
  const check = forwardsCheck(
    guest,
    {...claimOf(guest, rows, [], context), live: []},
    rows.length === 0 ? `nothing leads to ${guest}` : `the forwards of ${guest} are stored and none of them is live`,
  );
  const left = afterClear(lines, guest, context.ports.takesSources);
  return left.some(({owner}) => owners.includes(owner))
    ? dropSteps(owners, context.node.workdir, check, rows.length > 0)
    : [clearStep(guest, check)];
}

/** Lines to an address that it no longer has: what its start loads would come behind them, and pf takes the first. */
export function beforeStartSteps({name, addresses}: CbsdGuest, context: CbsdContext): readonly Step[] {
  const owners = ownersOf(name, context);
  const own = context.ports.firewall.lines.filter(({owner}) => owners.includes(owner));
  if (own.every(({guestAddress}) => addresses.includes(guestAddress))) return [];
  const rows = context.ports.stored.filter(row => row.guest === name);
  return settleSteps(name, rows, context.ports.firewall.lines, context);
}

/** What `stop` leaves in pfrdr.conf of a guest; `remove` takes its rows besides. */
export function afterStopSteps(guest: string, removed: boolean, context: CbsdContext): readonly Step[] {
  const {stored, firewall, takesSources} = context.ports;
  const rows = stored.filter(row => row.guest === guest);
  const left = afterClear(firewall.lines, guest, takesSources);
  return settleSteps(guest, removed ? [] : rows, left, context);
}
