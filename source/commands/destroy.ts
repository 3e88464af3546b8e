import type {Session} from '../actions/session.ts';
import {mergePlans} from '../model/merge.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {exportOrShow, runConfirmed} from './run-plan.ts';

/** Removes guests with everything in them. The names have to be given twice: `--yes` alone never destroys. */
export async function destroy(names: readonly string[], session: Session, face: Face): Promise<number> {
  if (names.length === 0) throw wrongUse('destroy needs a name: construct-tui destroy NAME… --confirm NAME,…');
  const wanted = [...new Set(names)];
  const plan = mergePlans(wanted.map(name => session.plan('destroy', name, {})));
  const shown = await exportOrShow(plan, session, face);
  if (shown !== null) return shown;
  const confirmed = new Set((face.options.text('confirm') ?? '').split(',').filter(Boolean));
  const missing = wanted.filter(name => !confirmed.has(name));
  if (missing.length > 0) {
    throw new Failure(
      4,
      'not-confirmed',
      `Nothing was removed: ${missing.join(', ')} and everything in it would be lost`,
      {
        hint: `add --confirm ${wanted.join(',')}`,
        field: 'confirm',
      },
    );
  }
  return runConfirmed(plan, {}, session, face);
}
