import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {openSession} from '../../source/actions/open-session.ts';
import type {Session} from '../../source/actions/session.ts';
import type {Event, Order} from '../../source/jobs/events.ts';
import {jobFolder} from '../../source/jobs/folder.ts';
import {openJournal} from '../../source/jobs/journal.ts';
import {type Lock, tryLock} from '../../source/jobs/lock.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import {writeWhole} from '../../source/jobs/write-whole.ts';
import type {Snapshot} from '../../source/model/driver.ts';
import type {Answers} from '../../source/model/form.ts';
import type {Plan} from '../../source/model/plan.ts';
import {noDrafts} from '../../source/settings/drafts.ts';
import type {PracticeHost} from './practice-host.ts';

/** What the required fields of a form are given that have no default. */
const samples: Readonly<Record<string, Answers>> = {expose: {ports: '8099:80'}, unexpose: {ports: 'all'}};

/** What was asked of the host beyond looking; each is a way past the gate. */
export type Reached = readonly string[];

/**
 * A session that may only look, on jobs as they lie on the host: one that has failed and one that runs and asks. Behind
 * the gate stands the real store; whatever comes through it is told, and starts nothing.
 */
export type OnlyLooking = {
  readonly session: Session;
  readonly jobs: {readonly toUndo: string; readonly toRetry: string; readonly runs: string};
  readonly reached: Reached;
  end(): void;
};

/** `idle`: the world before its guests were started, so that a plan to start them can be made. */
export async function onlyLooking(host: PracticeHost, idle: Snapshot): Promise<OnlyLooking> {
  const reached: string[] = [];
  const state = path.join(host.state, 'host');
  const terms = async () => ({...freeTerms, readOnly: true});
  const ref = {name: 'practice', driver: 'cbsd', practice: host.world};
  const store = createJobStore(state, terms);
  const told = (what: string) => async () => void reached.push(what);
  const jobs = {
    ...store,
    cancel: told('cancel'),
    leave: told('leave'),
    kill: told('kill'),
    async confirm() {
      reached.push('confirm');
      return null;
    },
    async submit(...[request, secrets]: Parameters<typeof store.submit>) {
      const answer = await store.submit(request, secrets);
      if ('job' in answer) reached.push(request.plan.title);
      return answer;
    },
  };
  const opened = openSession({host: ref, elevate: [], jobs, terms, drafts: noDrafts});
  await opened.refresh();
  const session: Session = {
    ...opened,
    // nothing that is asked is run, so nothing changes, and one answer is good for all
    refresh: async () => {},
    form: (action, target, answers) => opened.form(action, target, {...samples[action], ...answers}),
    plan: (action, target, answers) => opened.plan(action, target, {...samples[action], ...answers}),
    describe: async () => null,
    recovery: {
      ...opened.recovery,
      look: async () => null,
      undo: once(opened.recovery.undo),
      retry: once(opened.recovery.retry),
    },
    async enter(login) {
      const answer = await opened.enter({...login, command: {argv: ['true']}});
      if (!('reason' in answer)) reached.push(`login ${login.guest}`);
      return answer;
    },
  };
  const startOf = (guest: string) => opened.plan('start', guest, {});
  const toUndo = await failed(state, 'fa11ed00', idle.plan('start', 'web1', {}), ref);
  const toRetry = await failed(state, 'fa11ed01', startOf('db1'), ref);
  const {lock, id: runs} = await running(state, startOf('db1'), ref);
  return {session, jobs: {toUndo, toRetry, runs}, reached, end: () => lock?.release()};
}

function once(plan: (id: string) => Promise<Plan | null>): (id: string) => Promise<Plan | null> {
  const plans = new Map<string, Promise<Plan | null>>();
  return id => {
    const known = plans.get(id) ?? plan(id);
    plans.set(id, known);
    return known;
  };
}

const failed = (state: string, id: string, plan: Plan, host: Order['host']): Promise<string> =>
  keep(state, {id, plan, host, by: 'alice', at: 1}, [
    {type: 'step-start', at: 2, step: 0},
    {type: 'step-end', at: 3, step: 0, ending: 'exited', exitCode: 1, note: ''},
    {type: 'end', at: 4},
  ]);

async function running(state: string, plan: Plan, host: Order['host']): Promise<{id: string; lock: Lock | null}> {
  const id = await keep(state, {id: 'runs0000', plan, host, by: 'bob', at: Date.now()}, [
    {type: 'step-start', at: 2, step: 0},
    {type: 'asks', at: 3, step: 0, line: 'y/n?'},
  ]);
  return {id, lock: tryLock(jobFolder(state, id).alive)};
}

async function keep(state: string, order: Order, events: readonly Event[]): Promise<string> {
  const folder = jobFolder(state, order.id);
  mkdirSync(folder.path, {recursive: true});
  await writeWhole(folder.order, JSON.stringify(order));
  const journal = await openJournal(folder.journal);
  for (const event of [{type: 'runner', at: 1, pid: process.pid} as const, ...events]) await journal.append(event);
  await journal.close();
  return order.id;
}
