import type {Session} from '../actions/session.ts';
import {folders} from '../settings/folders.ts';
import {farHosts} from '../settings/hosts.ts';
import type {Face} from './face.ts';
import {noSuchHost, wrongUse} from './failure.ts';
import {runPlan} from './run-plan.ts';

/** A guest onto another host that the operator has. */
export const elsewhere =
  (action: 'move' | 'copy') =>
  async ([name, ...more]: readonly string[], session: Session, face: Face): Promise<number> => {
    const host = face.options.text('to-host');
    if (name === undefined || more.length > 0 || host === null)
      throw wrongUse(`${action} takes one guest, and where it goes: construct-tui ${action} NAME --to-host HOST`, '');
    const known = await farHosts(folders(face.options.text('state'), false).settings);
    if (!known.some(([its]) => its === host)) noSuchHost(host);
    return runPlan(session.plan(action, name, {}), {}, session, face);
  };
