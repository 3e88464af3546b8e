import type {Session} from '../actions/session.ts';
import {accept, gatherAnswers, saveAnswers} from './answers.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

export const create =
  (action: string) =>
  async ([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> => {
    const words = action.replace('-', ' ');
    if (name === undefined)
      throw wrongUse(
        `${words} needs a name: construct-tui ${words} NAME`,
        'the name comes before the options',
        'jname',
      );
    if (rest.length > 0) throw wrongUse(`${words} takes one name, not also ${rest.join(' ')}`, '', 'jname');
    const {answers, secrets} = await gatherAnswers(action, name, session, face.options);
    const full = {...answers, jname: name};
    const path = face.options.text('save');
    if (path !== null) await saveAnswers(path, full, accept(session.form(action, name, full)));
    return runPlan(session.plan(action, name, full), secrets, session, face);
  };
