import type {Session} from '../actions/session.ts';
import {isAlone, leftAlone, withConfirmation} from './confirm-network.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** Lets the host's own firewall rules stay. The load could cut the operator off, so it is confirmed from a new login. */
export async function keepRules(words: readonly string[], session: Session, face: Face): Promise<number> {
  if (words.length > 0) throw wrongUse(`${words[0]}: nothing more is named here`, '', words[0]);
  const plan = session.plan('keep-rules', '', await withConfirmation({}, face));
  return plan.guard && isAlone(face)
    ? leftAlone('keep rules', plan, [], session, face)
    : runPlan(plan, {}, session, face);
}
