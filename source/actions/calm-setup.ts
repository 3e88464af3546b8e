import type {Answers} from '../model/form.ts';
import type {Plan} from '../model/plan.ts';
import type {Session} from './session.ts';

/** A set-up without the change that could cut somebody off, which needs somebody who confirms it. */
export function calmSetup({natip: _, ...others}: Answers, session: Session): Plan {
  return session.plan('setup', '', {...others, nat_enable: '0'});
}

/** The titles of what could cut somebody off. */
export const riskyPart = ({steps, guard}: Plan): readonly string[] =>
  guard ? steps.slice(guard.first, guard.last + 1).map(({title}) => title) : [];
