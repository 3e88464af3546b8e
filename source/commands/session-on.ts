import {openSession} from '../actions/open-session.ts';
import {ensurePractice} from '../actions/practice.ts';
import type {Session} from '../actions/session.ts';
import type {HostRef} from '../jobs/events.ts';
import {createJobStore} from '../jobs/store.ts';
import {noDrafts, openDrafts} from '../settings/drafts.ts';
import {folders} from '../settings/folders.ts';
import type {Options} from './options.ts';

/** A session on `host`, its practice world made if that is what it is and there is none yet. */
export async function sessionOn(host: HostRef, options: Options, keepDrafts: boolean): Promise<Session> {
  const where = folders(options.text('state'), host.practice !== null);
  if (host.practice !== null) await ensurePractice(host.practice);
  return openSession({
    host,
    elevate: [],
    jobs: createJobStore(where.host),
    drafts: keepDrafts ? openDrafts(where.settings) : noDrafts,
    readOnly: options.flag('read-only'),
  });
}
