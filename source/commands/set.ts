import type {Session} from '../actions/session.ts';
import {gatherAnswers} from './answers.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** `set NAME FIELD=VALUE…`: the words behind the name are answers of the form. */
export async function set([name, ...pairs]: readonly string[], session: Session, face: Face): Promise<number> {
  if (name === undefined) throw wrongUse('set needs a guest: construct-tui set NAME FIELD=VALUE…', '', 'name');
  const {answers} = await gatherAnswers('set', name, session, face.options);
  const words = pairs.map(pair => {
    const at = pair.indexOf('=');
    if (at < 1) throw wrongUse(`set takes FIELD=VALUE, not ${pair}`, `write ${pair}=VALUE`, pair);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  if (words.length === 0 && Object.keys(answers).length === 0)
    throw wrongUse(`set ${name} needs FIELD=VALUE`, 'construct-tui form set lists the fields', 'set');
  return runPlan(session.plan('set', name, {...answers, ...Object.fromEntries(words)}), {}, session, face);
}

/** `rename NAME NEW`. */
export async function rename([name, fresh, ...rest]: readonly string[], session: Session, face: Face): Promise<number> {
  if (name === undefined || fresh === undefined || rest.length > 0)
    throw wrongUse('rename takes a guest and its new name: construct-tui rename NAME NEW', '', 'new');
  return runPlan(session.plan('rename', name, {new: fresh}), {}, session, face);
}
