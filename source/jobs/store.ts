import {closeSync, existsSync, openSync, readFileSync, statSync} from 'node:fs';
import {open, readFile} from 'node:fs/promises';
import type {Job, OutputLine} from '../model/job.ts';
import type {Plan} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import type {HostRef, Order} from './events.ts';
import {foldJob} from './fold.ts';
import {createJobFolder, isJobId, jobFolder, listJobIds} from './folder.ts';
import {readJournal} from './journal.ts';
import {launchRunner} from './launch.ts';
import {isLocked} from './lock.ts';
import {readOutput} from './output.ts';

export type JobRequest = {readonly plan: Plan; readonly host: HostRef; readonly by: string};

/** The jobs of one host, wherever they are kept. */
export type JobStore = {
  /** Keeps the order on the disk, then starts its runner; resolves the job's id. */
  submit(request: JobRequest, secrets: Secrets): Promise<string>;
  /** Newest first. */
  list(): Promise<readonly Job[]>;
  /** null: there is no such job. */
  read(id: string): Promise<Job | null>;
  /** Tells at once and at every change until the job is over or the returned function is called. */
  watch(id: string, listener: (job: Job, lines: readonly OutputLine[]) => void): () => void;
  cancel(id: string): Promise<void>;
};

export function createJobStore(state: string): JobStore {
  const read = (id: string) => readJob(state, id);
  return {
    async submit({plan, host, by}, secrets) {
      const at = Date.now();
      const {id, folder} = await createJobFolder(state, at);
      const order: Order = {id, plan, host, by, at};
      await writeWhole(folder.order, JSON.stringify(order));
      await launchRunner(state, id, secrets);
      return id;
    },
    async list() {
      const jobs = await Promise.all((await listJobIds(state)).map(read));
      return jobs.filter(job => job !== null);
    },
    read,
    watch: (id, listener) => watchJob(state, id, listener),
    async cancel(id) {
      if (isJobId(id)) closeSync(openSync(jobFolder(state, id).cancel, 'a', 0o600));
    },
  };
}

/** How long a job without a runner may be one whose runner is only just starting. */
const startingMs = 10_000;

async function readJob(state: string, id: string): Promise<Job | null> {
  const folder = jobFolder(state, id);
  if (!isJobId(id) || !existsSync(folder.order)) return null;
  const order = JSON.parse(await readFile(folder.order, 'utf8')) as Order;
  const locked = existsSync(folder.alive) && (await isLocked(folder.alive));
  const events = await readJournal(folder.journal);
  const alive = locked || (events.length === 0 && Date.now() - order.at < startingMs);
  return foldJob(
    order,
    events,
    alive,
    existsSync(folder.progress) ? JSON.parse(readFileSync(folder.progress, 'utf8')) : null,
  );
}

const followEvery = 100;

function watchJob(state: string, id: string, listener: (job: Job, lines: readonly OutputLine[]) => void): () => void {
  const folder = jobFolder(state, id);
  let told = '';
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let quiet = 0;
  // A killed runner changes no file: now and then its lock has to be looked at.
  const look = async () => {
    const mark = [folder.journal, folder.output, folder.progress].map(sizeAndTime).join(' ');
    const job = mark === told ? null : await readJob(state, id);
    const {lines, next: after} = readOutput(folder.output, next);
    if (stopped) return;
    if (job || lines.length > 0) {
      const current = job ?? (await readJob(state, id));
      next = after;
      told = mark;
      if (current) listener(current, lines);
      if (current && current.endedAt !== null && lines.length === 0) return;
      if (current && current.endedAt !== null) told = '';
    } else if (++quiet % 10 === 0 && !(await isLocked(folder.alive))) told = '';
    if (!stopped) timer = setTimeout(look, followEvery);
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function sizeAndTime(path: string): string {
  try {
    const {size, mtimeMs} = statSync(path);
    return `${size}/${mtimeMs}`;
  } catch {
    return '-';
  }
}

async function writeWhole(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
