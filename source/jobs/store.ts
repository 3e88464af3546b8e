import {closeSync, existsSync, openSync} from 'node:fs';
import type {Job, OutputLine} from '../model/job.ts';
import type {Plan, Refusal, Touch} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import {type AuditRecord, appendAudit, readAudit, recordOf} from './audit.ts';
import type {Connection} from './connection.ts';
import type {Hook, HostRef, Order, Who} from './events.ts';
import {createJobFolder, isJobId, jobFolder} from './folder.ts';
import {addFollower} from './followers.ts';
import {confirmJob} from './guard/confirm.ts';
import {launchRunner} from './launch.ts';
import {createJobList} from './list-jobs.ts';
import {orNoSpace} from './no-space.ts';
import {killTool} from './process.ts';
import {readJob, readOrder} from './read-job.ts';
import {gate, type Terms} from './schedule/gate.ts';
import {openQueue} from './schedule/queue.ts';
import {watchJob} from './watch.ts';
import {personOf} from './who.ts';
import {writeWhole} from './write-whole.ts';

export type JobRequest = {
  readonly plan: Plan;
  readonly host: HostRef;
  readonly who: Who;
  readonly hook?: Hook;
  /** The operator was told that these are quiet hours and wants it all the same. */
  readonly inQuietHours?: boolean;
};

export type Submitted = {readonly job: string} | {readonly refusals: readonly Refusal[]};

/** The jobs of one host, wherever they are kept. */
export type JobStore = {
  /** Keeps the order on the disk, then starts its runner; unless the host's terms refuse every change just now. */
  submit(request: JobRequest, secrets: Secrets): Promise<Submitted>;
  /** Newest first. */
  list(): Promise<readonly Job[]>;
  /** null: there is no such job. */
  read(id: string): Promise<Job | null>;
  /** What was asked, with the whole plan; null: there is no such job. */
  order(id: string): Promise<Order | null>;
  /** Tells at once and at every change until the job is over or the returned function is called. */
  watch(id: string, listener: (job: Job, lines: readonly OutputLine[]) => void): () => void;
  cancel(id: string, who: Who): Promise<void>;
  /** Confirms a change that could have cut its operator off. Resolves why not; null: it holds. */
  confirm(id: string, who: Who, connection: Connection): Promise<Refusal | null>;
  /** Ends the tool of its step that has not come back, and whatever that has started, by SIGKILL; nothing where there is none. */
  kill(id: string, who: Who): Promise<void>;
  /** What it left behind stays, and somebody knows of it. */
  leave(id: string, who: Who): Promise<void>;
  /** What jobs that run or wait have claimed for themselves. */
  claims(): Promise<readonly Touch[]>;
  /** Who did what on this host, oldest first. */
  audit(): Promise<readonly AuditRecord[]>;
};

/** `termsOf` is asked when something is to be changed. */
export function createJobStore(state: string, termsOf: () => Promise<Terms>): JobStore {
  const read = (id: string) => readJob(state, id);
  const tell = async (event: 'cancel' | 'killed' | 'left' | 'confirmed', id: string, who: Who) => {
    const order = await readOrder(state, id);
    if (order) appendAudit(state, recordOf(event, order, who, null));
  };
  return {
    async submit({plan, host, who, hook, inQuietHours}, secrets) {
      const at = Date.now();
      const settled = await termsOf();
      const terms = {...settled, inQuietHours: settled.inQuietHours || inQuietHours === true};
      const refusals = gate(terms, new Date(at));
      if (refusals.length > 0) return {refusals};
      return orNoSpace(state, async () => {
        const {id, folder} = await createJobFolder(state, at);
        const order: Order = {id, plan, host, by: personOf(who), who, at, terms, ...(hook && {hook})};
        await writeWhole(folder.order, JSON.stringify(order));
        appendAudit(state, recordOf('asked', order, who, null));
        if (plan.follows) await addFollower(state, plan.follows.job, {kind: plan.follows.kind, job: id});
        await launchRunner(state, id, secrets);
        return {job: id};
      });
    },
    list: createJobList(state),
    read,
    order: id => readOrder(state, id),
    watch: (id, listener) => watchJob(state, id, listener),
    async cancel(id, who) {
      if (!isJobId(id)) return;
      closeSync(openSync(jobFolder(state, id).cancel, 'a', 0o600));
      await tell('cancel', id, who);
    },
    async confirm(id, who, connection) {
      if (!isJobId(id)) return {field: null, code: 'invalid', reason: `There is no job ${id}`, owner: null};
      const refused = await confirmJob(state, id, personOf(who), connection);
      if (!refused) await tell('confirmed', id, who);
      return refused;
    },
    async kill(id, who) {
      const {tool} = (await read(id)) ?? {tool: null};
      if (!tool) return;
      await killTool(tool);
      await tell('killed', id, who);
    },
    async leave(id, who) {
      if (!isJobId(id) || !existsSync(jobFolder(state, id).path)) return;
      await addFollower(state, id, {kind: 'left', by: personOf(who), at: Date.now()});
      await tell('left', id, who);
    },
    claims: () => openQueue(state).claims(),
    audit: () => readAudit(state),
  };
}
