import {calmSetup} from '../actions/calm-setup.ts';
import type {Session} from '../actions/session.ts';
import {connectionHere} from '../jobs/connection.ts';
import type {Answers} from '../model/form.ts';
import type {Plan} from '../model/plan.ts';
import {accept, gatherAnswers, saveAnswers} from './answers.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** Makes a node of this host, or brings it up to date. What could cut the operator off comes last, and is confirmed from a new login. */
export async function setup(args: readonly string[], session: Session, face: Face): Promise<number> {
  if (args.length > 0) throw wrongUse(`setup takes no name, not ${args.join(' ')}`);
  const refused = await session.survey();
  if (refused) throw new Failure(3, refused.code, refused.reason);
  const {answers: typed} = await gatherAnswers('setup', '', session, face.options);
  const answers = await withConfirmation(typed, face);
  const path = face.options.text('save');
  if (path !== null) await saveAnswers(path, answers, accept(session.form('setup', '', answers)), true);
  const plan = session.plan('setup', '', answers);
  if (!plan.guard || !isAlone(face)) return runPlan(plan, {}, session, face);
  return runCalmPart(plan, calmSetup(answers, session), session, face);
}

/** Nobody is there to confirm anything, and nobody said that somebody would be. */
const isAlone = ({options, confirm}: Face): boolean =>
  options.flag('yes') && !options.flag('dry-run') && confirm === null && options.text('confirm-network') !== 'ask';

/** `--confirm-network none` counts only where no connection can be cut; in the answers it is the operator's own word for it. */
async function withConfirmation(answers: Answers, {options}: Face): Promise<Answers> {
  const wish = options.text('confirm-network');
  if (wish === null) return answers;
  if (wish !== 'ask' && wish !== 'none')
    throw new Failure(2, 'invalid', `--confirm-network takes ask or none, not ${wish}`, {field: 'confirm-network'});
  const isRemote = wish === 'none' && (await connectionHere()).kind === 'remote';
  return isRemote ? answers : {...answers, confirm_network: wish};
}

/** Everything but the change that could cut somebody off; that one is left for when somebody is there. */
async function runCalmPart(whole: Plan, calm: Plan, session: Session, face: Face): Promise<number> {
  const exit = calm.steps.length > 0 || calm.refusals.length > 0 ? await runPlan(calm, {}, session, face) : 0;
  if (exit !== 0) return exit;
  const done = new Set(calm.steps.map(({title}) => title));
  const left = whole.steps.map(({title}) => title).filter(title => !done.has(title));
  face.note(`Not run: ${left.join(', ')}, which could cut you off`);
  face.note(
    '  construct-tui setup in a terminal asks for it and waits for a new login; --confirm-network none: nobody can be cut off',
  );
  return 4;
}
