import type {Session} from '../actions/session.ts';
import {confirmNames} from './confirm-names.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {exportOrShow, runConfirmed} from './run-plan.ts';

/** Removes guests with everything in them. The names have to be given twice: `--yes` alone never destroys. */
export async function destroy(names: readonly string[], session: Session, face: Face): Promise<number> {
  if (names.length === 0) throw wrongUse('destroy needs a name: construct-tui destroy NAME… --confirm NAME,…');
  const wanted = [...new Set(names)];
  const plan = session.plan('destroy', wanted.join(','), {});
  const shown = await exportOrShow(plan, session, face);
  if (shown !== null) return shown;
  confirmNames(wanted, `${wanted.join(', ')} and everything in it would be lost`, session, face);
  return runConfirmed(plan, {}, session, face);
}
