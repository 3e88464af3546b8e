import {findElevation} from '../actions/elevation.ts';
import {openSession} from '../actions/open-session.ts';
import {ensurePractice} from '../actions/practice.ts';
import type {Session} from '../actions/session.ts';
import {createElevatedJobStore} from '../jobs/elevated-store.ts';
import type {HostRef} from '../jobs/events.ts';
import {openTransport} from '../jobs/host.ts';
import {lookOnlyStore} from '../jobs/look-only-store.ts';
import type {Terms} from '../jobs/schedule/gate.ts';
import {createJobStore, type JobStore} from '../jobs/store.ts';
import {noDrafts, openDrafts} from '../settings/drafts.ts';
import {folders} from '../settings/folders.ts';
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
    jobs: jobsOf(host, elevate, where.host, terms),
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
  state: string,
  terms: () => Promise<Terms>,
): JobStore {
  if (host.far) return lookOnlyStore;
  return elevate?.length
    ? createElevatedJobStore(state, openTransport(null, elevate), terms)
    : createJobStore(state, terms);
}
