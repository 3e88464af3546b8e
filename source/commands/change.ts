import type {Session} from '../actions/session.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** An action on guests that needs no answers; several names make one plan, so that it is seen and confirmed once. */
export const change =
  (action: string) =>
  async (names: readonly string[], session: Session, face: Face): Promise<number> => {
    if (names.length === 0) throw wrongUse(`${action} needs a name: construct-tui ${action} NAME…`);
    return runPlan(session.plan(action, names.join(','), {}), {}, session, face);
  };
