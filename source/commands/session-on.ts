import {findElevation} from '../actions/elevation.ts';
import {openSession} from '../actions/open-session.ts';
import {ensurePractice} from '../actions/practice.ts';
import type {Session} from '../actions/session.ts';
import {createElevatedJobStore} from '../jobs/elevated-store.ts';
import type {HostRef} from '../jobs/events.ts';
import {openTransport} from '../jobs/host.ts';
import type {Terms} from '../jobs/schedule/gate.ts';
import {createJobStore} from '../jobs/store.ts';
import {noDrafts, openDrafts} from '../settings/drafts.ts';
import {folders} from '../settings/folders.ts';
import {hookSetting} from '../settings/hook.ts';
import {hostSettings} from '../settings/hosts.ts';
import {portSetSettings} from '../settings/port-sets.ts';
import {Failure} from './failure.ts';
import type {Options} from './options.ts';

/** A session on `host`, its practice world made if that is what it is and there is none yet. */
export async function sessionOn(host: HostRef, options: Options, keepDrafts: boolean): Promise<Session> {
  const where = folders(options.text('state'), host.practice !== null);
  const missing = host.practice === null ? null : await ensurePractice(host.practice);
  if (missing !== null) throw new Failure(3, 'no-platform', missing, {hint: '--state DIR keeps it elsewhere'});
  const elevate = host.practice === null ? await findElevation() : [];
  const terms = async (): Promise<Terms> => {
    const settings = await hostSettings(where.settings, host.name);
    const readOnly = settings.readOnly || options.flag('read-only');
    return {...settings, readOnly, inQuietHours: options.flag('in-quiet-hours')};
  };
  return openSession({
    host,
    elevate,
    jobs: elevate?.length
      ? createElevatedJobStore(where.host, openTransport(null, elevate), terms)
      : createJobStore(where.host, terms),
    terms,
    drafts: keepDrafts ? openDrafts(where.settings) : noDrafts,
    hook: () => hookSetting(where.settings),
    portSets: () => portSetSettings(where.settings),
  });
}
