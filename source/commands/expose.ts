import type {Session} from '../actions/session.ts';
import {gatherAnswers} from './answers.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** `expose NAME PORT…` and `unexpose NAME PORT…`: the words behind the name are the field `ports`. */
export const expose =
  (action: 'expose' | 'unexpose') =>
  async ([name, ...ports]: readonly string[], session: Session, face: Face): Promise<number> => {
    const {options} = face;
    if (name === undefined)
      throw wrongUse(`${action} needs a guest and its ports: construct-tui ${action} NAME PORT…`, '', 'name');
    const {answers} = await gatherAnswers(action, name, session, options);
    const words = {
      ...(ports.length > 0 && {ports: ports.join(' ')}),
      ...given('from', options.list('from').join(',') || null),
      ...given('address', options.text('address')),
    };
    if (ports.length === 0 && answers.ports === undefined && answers.set === undefined)
      throw wrongUse(`${action} ${name} needs ports`, 'such as 8080:80, 8301/tcp+udp, 8300-8302 or web', 'ports');
    return runPlan(session.plan(action, name, {...answers, ...words}), {}, session, face);
  };

const given = (id: string, value: string | null) => (value === null ? {} : {[id]: value});
