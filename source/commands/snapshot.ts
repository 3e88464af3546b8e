import type {Session} from '../actions/session.ts';
import {safe} from '../text/safe.ts';
import {formatBytes} from '../text/units.ts';
import {gatherAnswers} from './answers.ts';
import {confirmNames} from './confirm-names.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {exportOrShow, runConfirmed, runPlan} from './run-plan.ts';
import {table} from './tables.ts';

/** `snapshot list NAME`: the oldest first. */
export async function listSnapshots([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> {
  if (name === undefined || rest.length > 0) throw wrongUse('snapshot list takes one name', '', 'name');
  const details = await session.describe(name);
  if (!details) throw new Failure(3, 'no-such-guest', `There is no guest called ${name}`);
  if (face.json) {
    face.document({snapshots: details.snapshots});
    return 0;
  }
  const rows = details.snapshots.map(({name: called = '', taken = '', bytes = '', by = ''}) => [
    safe(called),
    taken,
    bytes === '' ? '-' : formatBytes(Number(bytes)),
    by,
  ]);
  face.print(rows.length === 0 ? `${name} has no snapshots` : table(['SNAPSHOT', 'TAKEN', 'HOLDS', 'BY'], rows));
  return 0;
}

/** `snapshot create|rollback|remove NAME [SNAPSHOT]`: the word behind the name is the field `snapname`. */
export const snapshot =
  (act: 'create' | 'rollback' | 'remove') =>
  async ([name, snapname, ...rest]: readonly string[], session: Session, face: Face): Promise<number> => {
    if (name === undefined || rest.length > 0)
      throw wrongUse(
        `snapshot ${act} takes a guest and a snapshot`,
        `construct-tui snapshot ${act} NAME SNAPSHOT`,
        'name',
      );
    if (snapname === undefined && act !== 'create')
      throw wrongUse(`snapshot ${act} needs a snapshot`, `construct-tui snapshot list ${name} shows them`, 'snapname');
    const action = `snapshot-${act}`;
    const {answers} = await gatherAnswers(action, name, session, face.options);
    const plan = session.plan(action, name, {...answers, ...(snapname !== undefined && {snapname})});
    if (act === 'create') return runPlan(plan, {}, session, face);
    const shown = await exportOrShow(plan, session, face);
    if (shown !== null) return shown;
    confirmNames([name], plan.warnings.join(' '), session, face);
    return runConfirmed(plan, {}, session, face);
  };
