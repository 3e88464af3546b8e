import {openSession} from '../../source/actions/open-session.ts';
import type {Session} from '../../source/actions/session.ts';
import {freeTerms, gate} from '../../source/jobs/schedule/gate.ts';
import type {JobRequest, JobStore} from '../../source/jobs/store.ts';
import {noDrafts} from '../../source/settings/drafts.ts';
import {atTheEnd} from './at-the-end.ts';
import {practiceHost} from './practice-host.ts';

export type SessionWish = {readonly readOnly?: boolean; readonly elevate?: readonly string[] | null};

/** A store in which no job is. */
export const noJobs: Omit<JobStore, 'submit'> = {
  list: async () => [],
  read: async () => null,
  watch: () => () => {},
  cancel: async () => {},
  confirm: async () => null,
  order: async () => null,
  leave: async () => {},
  kill: async () => {},
  claims: async () => [],
  audit: async () => [],
};

/** A session on a practice world that has been read, and the jobs that were asked of it: they are kept, not run. */
export async function practiceSession(
  world: string,
  {readOnly = false, elevate = []}: SessionWish = {},
): Promise<{readonly session: Session; readonly asked: JobRequest[]}> {
  const asked: JobRequest[] = [];
  const jobs: JobStore = {
    ...noJobs,
    async submit(request) {
      const refusals = gate({...freeTerms, readOnly}, new Date());
      return refusals.length > 0 ? {refusals} : {job: `job0000${asked.push(request)}`};
    },
  };
  const host = {name: 'practice', driver: 'cbsd', practice: world};
  const session = openSession({host, elevate, jobs, terms: async () => ({...freeTerms, readOnly}), drafts: noDrafts});
  await session.refresh();
  return {session, asked};
}

const end = atTheEnd();
let demo: ReturnType<typeof openDemo> | undefined;

async function openDemo() {
  const {world} = practiceHost(end);
  return {world, ...(await practiceSession(world))};
}

/** A session on the demo world for tests that only ask: made and read once for a run of them. What was asked of it before is forgotten. */
export async function demoSession() {
  demo ??= openDemo();
  const made = await demo;
  made.asked.length = 0;
  return made;
}
