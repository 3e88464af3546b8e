import type {Plan, Step} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {quotable} from '../paths.ts';
import {finish, refuse} from '../plans/finish.ts';
import {firewallTouch, guestTouch} from '../plans/touches.ts';
import {forwardsCheck} from './check.ts';
import {afterAdd} from './foresee.ts';
import type {RuleLine} from './lines.ts';
import {foreignRefusals, forwardsSeen, ownersOf, placeOf} from './place.ts';
import {natRefusals} from './preflight.ts';
import {claimOf, liveOf} from './settle.ts';
import {applyStep, dropSteps} from './steps.ts';
import type {StoredForward} from './stored.ts';

/**
 * Makes live what is stored and nothing else: rules that lead to an old address, belong to a stopped guest (UDP stays behind,
 * cbsd-ops 2.7, 4) or to a name that is gone (a rename leaves them for ever) go; a running guest's rows are loaded again.
 */
export function planRepair(action: string, target: string, accepted: boolean, context: CbsdContext): Plan {
  const draft = {action, target, title: `Set the live rules of ${target} right`};
  const guest = context.guests.find(({name}) => name === target) ?? null;
  const owners = ownersOf(target, context);
  const lines = context.ports.firewall.lines.filter(({owner}) => owners.includes(owner));
  if (!quotable(target) || (!guest && lines.length === 0))
    return finish({...draft, refusals: [refuse('no-such-guest', null, `There is no guest ${target} on this node.`)]});
  const unfit = natRefusals(context);
  if (unfit.length > 0) return finish({...draft, refusals: unfit});
  const rows = context.ports.stored.filter(row => row.guest === target && guest !== null);
  const wished = guest?.state === 'running' ? applied(rows, guest, context) : [];
  if (same(liveOf(lines, owners), liveOf(wished, owners)) && !context.ports.map.some(each => isOff(each, target)))
    return finish({
      ...draft,
      warnings: [`What is live of ${target} is what should be.`],
      success: `nothing was wrong with ${target}`,
    });
  const running = guest?.state === 'running' && rows.length > 0;
  return finish({
    ...draft,
    steps: repairSteps(target, rows, running ? wished : null, context),
    warnings: running ? [`Nobody gets in to ${target} for the moment between the two loads.`] : [],
    refusals: foreignRefusals(accepted, context),
    assumptions: [...(guest ? [{id: 'guest-state', target, value: guest.state}] : []), forwardsSeen(target, rows)],
    touches: [guestTouch(target), firewallTouch],
    success: running ? `every stored forward of ${target} is live` : `nothing that is live leads to ${target}`,
  });
}

const isOff = (each: CbsdContext['ports']['map'][number], target: string): boolean =>
  each.guest === target && each.conflicts.some(({with: who, reason}) => who === target && /live/.test(reason));

/** pfrdr.conf's part for a guest once its rows are applied to an empty one. */
const applied = (rows: readonly StoredForward[], guest: CbsdGuest, context: CbsdContext): readonly RuleLine[] =>
  rows.reduce((now: readonly RuleLine[], row) => afterAdd(now, row, placeOf(guest, context)), []);

function repairSteps(
  target: string,
  rows: readonly StoredForward[],
  wished: readonly RuleLine[] | null,
  context: CbsdContext,
): readonly Step[] {
  const cleared = forwardsCheck(target, claimOf(target, rows, [], context), `nothing that is live leads to ${target}`);
  const drop = dropSteps(ownersOf(target, context), context.node.workdir, cleared, rows.length > 0);
  if (wished === null) return drop;
  const says = `every stored forward of ${target} is live`;
  return [...drop, applyStep(target, forwardsCheck(target, claimOf(target, rows, wished, context), says))];
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join('\n') === [...other].sort().join('\n');
