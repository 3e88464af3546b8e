import {calmSetup} from '../actions/calm-setup.ts';
import type {Session} from '../actions/session.ts';
import type {Plan} from '../model/plan.ts';
import {accept, gatherAnswers, saveAnswers} from './answers.ts';
import {isAlone, leftAlone, withConfirmation} from './confirm-network.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** Makes a node of this host, or brings it up to date. What could cut the operator off comes last, and is confirmed from a new login. */
export async function setup(args: readonly string[], session: Session, face: Face): Promise<number> {
  if (args.length > 0) throw wrongUse(`setup takes no name, not ${args.join(' ')}`);
  const unread = await session.survey();
  if (unread) throw new Failure(3, unread.code, unread.reason);
  const {answers: typed} = await gatherAnswers('setup', '', session, face.options);
  const answers = await withConfirmation(typed, face);
  const path = face.options.text('save');
  if (path !== null) await saveAnswers(path, answers, accept(session.form('setup', '', answers)), true);
  const plan = session.plan('setup', '', answers);
  if (!plan.guard || !isAlone(face)) return runPlan(plan, {}, session, face);
  return runCalmPart(plan, calmSetup(answers, session), session, face);
}

/** Everything but the change that could cut somebody off; that one is left for when somebody is there. */
async function runCalmPart(whole: Plan, calm: Plan, session: Session, face: Face): Promise<number> {
  const exit = calm.steps.length > 0 || calm.refusals.length > 0 ? await runPlan(calm, {}, session, face) : 0;
  if (exit !== 0) return exit;
  return leftAlone(
    'setup',
    whole,
    calm.steps.map(({title}) => title),
    session,
    face,
  );
}
