import {closeSync, existsSync, openSync} from 'node:fs';
import type {Job, OutputLine} from '../model/job.ts';
import type {Plan} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import {type AuditRecord, appendAudit, readAudit, recordOf} from './audit.ts';
import type {Hook, HostRef, Order, Who} from './events.ts';
import {createJobFolder, isJobId, jobFolder, listJobIds} from './folder.ts';
import {addFollower} from './followers.ts';
import {launchRunner} from './launch.ts';
import {readJob, readOrder} from './read-job.ts';
import {watchJob} from './watch.ts';
import {personOf} from './who.ts';
import {writeWhole} from './write-whole.ts';

export type JobRequest = {readonly plan: Plan; readonly host: HostRef; readonly who: Who; readonly hook?: Hook};

/** The jobs of one host, wherever they are kept. */
export type JobStore = {
  /** Keeps the order on the disk, then starts its runner; resolves the job's id. */
  submit(request: JobRequest, secrets: Secrets): Promise<string>;
  /** Newest first. */
  list(): Promise<readonly Job[]>;
  /** null: there is no such job. */
  read(id: string): Promise<Job | null>;
  /** What was asked, with the whole plan; null: there is no such job. */
  order(id: string): Promise<Order | null>;
  /** Tells at once and at every change until the job is over or the returned function is called. */
  watch(id: string, listener: (job: Job, lines: readonly OutputLine[]) => void): () => void;
  cancel(id: string, who: Who): Promise<void>;
  /** What it left behind stays, and somebody knows of it. */
  leave(id: string, who: Who): Promise<void>;
  /** Who did what on this host, oldest first. */
  audit(): Promise<readonly AuditRecord[]>;
};

export function createJobStore(state: string): JobStore {
  const read = (id: string) => readJob(state, id);
  const tell = async (event: 'cancel' | 'left', id: string, who: Who) => {
    const order = await readOrder(state, id);
    if (order) appendAudit(state, recordOf(event, order, who, null));
  };
  return {
    async submit({plan, host, who, hook}, secrets) {
      const at = Date.now();
      const {id, folder} = await createJobFolder(state, at);
      const order: Order = {id, plan, host, by: personOf(who), who, at, ...(hook && {hook})};
      await writeWhole(folder.order, JSON.stringify(order));
      appendAudit(state, recordOf('asked', order, who, null));
      if (plan.follows) await addFollower(state, plan.follows.job, {kind: plan.follows.kind, job: id});
      await launchRunner(state, id, secrets);
      return id;
    },
    async list() {
      const jobs = await Promise.all((await listJobIds(state)).map(read));
      return jobs.filter(job => job !== null);
    },
    read,
    order: id => readOrder(state, id),
    watch: (id, listener) => watchJob(state, id, listener),
    async cancel(id, who) {
      if (!isJobId(id)) return;
      closeSync(openSync(jobFolder(state, id).cancel, 'a', 0o600));
      await tell('cancel', id, who);
    },
    async leave(id, who) {
      if (!isJobId(id) || !existsSync(jobFolder(state, id).path)) return;
      await addFollower(state, id, {kind: 'left', by: personOf(who), at: Date.now()});
      await tell('left', id, who);
    },
    audit: () => readAudit(state),
  };
}
