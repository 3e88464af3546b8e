import {setTimeout as wait} from 'node:timers/promises';
import type {Job} from '../../model/job.ts';
import type {Refusal} from '../../model/plan.ts';
import {type AuditRecord, full, parseAudit, recordOf, whoOf} from '../audit.ts';
import type {Far, HostRef, Order, Who} from '../events.ts';
import {isJobId, newJobId} from '../folder.ts';
import type {Follower} from '../followers.ts';
import {launchFarRunner} from '../launch.ts';
import {needed, noRoomIn} from '../no-space.ts';
import {gate, type Terms} from '../schedule/gate.ts';
import type {JobStore} from '../store.ts';
import {personOf} from '../who.ts';
import {type FarJob, parseJobs} from './files.ts';
import {openFarQueue} from './queue.ts';
import {addAudit, addText, cancelJob, killTool, makeJob, readAudit, readJobs} from './scripts.ts';
import {type FarState, openFarState} from './state.ts';

const lookEvery = 500;

/**
 * The jobs of a host over SSH: on it, in the files that its own jobs are in. Their runners are processes of this machine, which
 * write there before and after each step. `local`: where this machine keeps what its runners complain of.
 */
export function createFarJobStore(host: HostRef, far: Far, local: string, termsOf: () => Promise<Terms>): JobStore {
  const state = openFarState(far);
  const {ask} = state;
  const folderOf = (id: string) => `${far.state}/jobs/${id}`;
  const look = async (ids: readonly string[], from = -1) =>
    parseJobs(await ask(readJobs, [far.state, String(from), ...ids.filter(isJobId)]), from);

  const fold = async (jobs: ReadonlyMap<string, FarJob>): Promise<readonly Job[]> => {
    const asked = [...jobs.values()].flatMap(({followers}) =>
      followers.flatMap(each => ('job' in each ? each.job : [])),
    );
    const missing = asked.filter(id => !jobs.has(id));
    const all = missing.length === 0 ? jobs : new Map([...jobs, ...(await look(missing))]);
    const stateOf = (id: string): Job['state'] | undefined => all.get(id)?.fold(stateOf).state;
    const told = [...jobs.values()].map(each => each.fold(stateOf));
    for (const job of told) tellFound(job, jobs.get(job.id));
    return told;
  };
  /** A job that died unseen is told to the audit by whoever looks first; on a full disk the next look tells it. */
  const tellFound = (job: Job, {isAlive, wasAudited, order}: Partial<FarJob> = {}) => {
    if (!isAlive && !wasAudited && order) void tellEnd(state, order, job, 'found').catch(() => {});
  };
  const read = async (id: string): Promise<Job | null> => {
    if (!isJobId(id)) return null;
    const [job] = await fold(await look([id]));
    return job ?? null;
  };
  const orderOf = async (id: string): Promise<Order | null> =>
    isJobId(id) ? ((await look([id])).get(id)?.order ?? null) : null;
  const follow = (id: string, follower: Follower) =>
    ask(addText, [`${folderOf(id)}/followers`], `${JSON.stringify(follower)}\n`);
  const tell = async (event: 'cancel' | 'killed' | 'left', id: string, who: Who) => {
    const order = await orderOf(id);
    if (order) await appendFarAudit(state, recordOf(event, order, who, null));
  };

  return {
    async submit({plan, who, hook, inQuietHours}, secrets) {
      const at = Date.now();
      const settled = await termsOf();
      const terms = {...settled, inQuietHours: settled.inQuietHours || inQuietHours === true};
      const refusals = [...gate(terms, new Date(at)), ...(plan.guard ? [unguarded] : [])];
      if (refusals.length > 0) return {refusals};
      const id = newJobId(at);
      const {far: _, ...itself} = host;
      const order: Order = {id, plan, host: itself, by: personOf(who), who, at, terms, ...(hook && {hook})};
      const made = await ask(makeJob, [far.state, id, `${needed / 1024}`], JSON.stringify(order));
      if (made.trim() === 'ENOSPC') return {refusals: [noRoomIn(`${far.state} on ${host.name}`)]};
      await appendFarAudit(state, recordOf('asked', order, who, null));
      if (plan.follows) await follow(plan.follows.job, {kind: plan.follows.kind, job: id});
      await launchFarRunner(local, id, {secrets, host});
      return {job: id};
    },
    list: async () => (await fold(await look([]))).toSorted((one, other) => (one.id < other.id ? 1 : -1)),
    read,
    order: orderOf,
    watch(id, listener) {
      let stopped = !isJobId(id);
      const watch = async () => {
        for (let [from, told] = [0, '']; !stopped; await wait(lookEvery)) {
          const seen = await look([id], from).catch(() => null); // it comes back, or the operator goes
          const [job] = seen ? await fold(seen).catch(() => []) : [];
          const {lines = [], next = from} = seen?.get(id) ?? {};
          const now = JSON.stringify(job);
          if (stopped || !job || (now === told && lines.length === 0)) continue;
          listener(job, lines);
          [from, told] = [next, now];
          if (job.endedAt !== null && lines.length === 0) return;
        }
      };
      void watch();
      return () => {
        stopped = true;
      };
    },
    async cancel(id, who) {
      if (!isJobId(id)) return;
      await ask(cancelJob, [folderOf(id)]);
      await tell('cancel', id, who);
    },
    confirm: async id => ({...unguarded, reason: `Job ${id} has nothing that waits to be confirmed`}),
    async kill(id, who) {
      const {tool} = (await read(id)) ?? {tool: null};
      if (!tool) return;
      await ask(killTool, [String(tool.pid), tool.mark]);
      await tell('killed', id, who);
    },
    async leave(id, who) {
      if (!(await orderOf(id))) return;
      await follow(id, {kind: 'left', by: personOf(who), at: Date.now()});
      await tell('left', id, who);
    },
    claims: () => openFarQueue(state, 1).claims(),
    audit: async () => parseAudit(await ask(readAudit, [far.state])),
  };
}

/** The process that would take such a change back has to be on the host itself. */
const unguarded: Refusal = {
  field: null,
  code: 'unsupported',
  reason:
    'This change could cut the way to the host off, and nothing on it would take it back: run construct-tui on the host',
  owner: null,
};

export const appendFarAudit = ({far, ask}: FarState, record: AuditRecord, marker = ''): Promise<string> =>
  ask(addAudit, [far.state, String(full), marker], `${JSON.stringify(record)}\n`);

/** How a job ended, once; before it, once, that its runner was not there when somebody looked. */
export const tellEnd = (state: FarState, order: Order, job: Job, event: 'ended' | 'found'): Promise<string> =>
  appendFarAudit(
    state,
    recordOf(event, order, whoOf(order), job),
    `${state.far.state}/jobs/${job.id}/${event === 'found' ? 'found' : 'audited'}`,
  );
