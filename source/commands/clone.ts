import type {Session} from '../actions/session.ts';
import {accept, gatherAnswers, saveAnswers} from './answers.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** One guest as one or several others, all of them in one plan, so that they are seen and confirmed once. */
export async function clone([source, ...names]: readonly string[], session: Session, face: Face): Promise<number> {
  if (source === undefined || names.length === 0)
    throw wrongUse(
      'clone needs a guest and at least one new name: construct-tui clone SOURCE NAME…',
      'several names, or a range such as web2..web5, make several clones',
      'new',
    );
  const {answers, secrets} = await gatherAnswers('clone', source, session, face.options);
  const full = {...answers, new: names.join(' ')};
  const path = face.options.text('save');
  if (path !== null) await saveAnswers(path, full, accept(session.form('clone', source, full)));
  return runPlan(session.plan('clone', source, full), secrets, session, face);
}
