import {findElevation} from '../actions/elevation.ts';
import {openSession} from '../actions/open-session.ts';
import {ensurePractice} from '../actions/practice.ts';
import type {Session} from '../actions/session.ts';
import {createElevatedJobStore} from '../jobs/elevated-store.ts';
import type {HostRef} from '../jobs/events.ts';
import {createFarJobStore} from '../jobs/far/store.ts';
import {openTransport} from '../jobs/host.ts';
import type {Terms} from '../jobs/schedule/gate.ts';
import {createJobStore, type JobStore} from '../jobs/store.ts';
import {noDrafts, openDrafts} from '../settings/drafts.ts';
import {type Folders, folders} from '../settings/folders.ts';
import {hookSetting} from '../settings/hook.ts';
import {hostSettings} from '../settings/hosts.ts';
import {portSetSettings} from '../settings/port-sets.ts';
import {Failure} from './failure.ts';
import type {Options} from './options.ts';

/** A session on `host`, its practice world made if that is what it is and there is none yet. */
export async function sessionOn(host: HostRef, options: Options, keepDrafts: boolean): Promise<Session> {
  const where = folders(options.text('state'), host.practice !== null && !host.far);
  const missing = host.practice === null || host.far ? null : await ensurePractice(host.practice);
  if (missing !== null) throw new Failure(3, 'no-platform', missing, {hint: '--state DIR keeps it elsewhere'});
  const elevate = host.far ? host.far.elevate : host.practice === null ? await findElevation() : [];
  const terms = async (): Promise<Terms> => {
    const settings = await hostSettings(where.settings, host.name);
    const readOnly = settings.readOnly || options.flag('read-only');
    return {...settings, readOnly, inQuietHours: options.flag('in-quiet-hours')};
  };
  return openSession({
    host,
    elevate,
    jobs: jobsOf(host, elevate, where, terms),
    terms,
    drafts: keepDrafts ? openDrafts(where.settings) : noDrafts,
    hook: () => hookSetting(where.settings),
    portSets: () => portSetSettings(where.settings),
  });
}

/** Where the host keeps its jobs, and how they are reached. */
function jobsOf(
  host: HostRef,
  elevate: readonly string[] | null,
  {host: state, runners}: Folders,
  terms: () => Promise<Terms>,
): JobStore {
  if (host.far) return createFarJobStore(host, host.far, runners, terms);
  return elevate?.length
    ? createElevatedJobStore(state, openTransport(null, elevate), terms)
    : createJobStore(state, terms);
}
