import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Job} from '../model/job.ts';
import type {Order, Who} from './events.ts';
import {jobFolder} from './folder.ts';
import {type Lock, tryLock} from './lock.ts';

/**
 * One line of the host's audit: who did what, when, and what came of it. Secrets stand in it as in the plan, as references.
 * `asked`: a job was given; `ended`: it is over; `found`: its runner was not there, and had told nobody; `cancel`, `killed`, `left`, `confirmed`: what was said to it.
 */
export type AuditRecord = {
  readonly at: string;
  readonly event: 'asked' | 'ended' | 'found' | 'cancel' | 'killed' | 'left' | 'confirmed';
  readonly job: string;
  readonly who: Who;
  readonly host: string;
  readonly practice: boolean;
  readonly action: string;
  readonly target: string;
  readonly fingerprint: string;
  readonly steps: readonly {
    readonly argv: readonly string[] | null;
    readonly file: string | null;
    readonly exitCode?: number | null;
    readonly check?: string | null;
    readonly note?: string;
  }[];
  readonly result: Job['state'] | null;
  readonly sentence: string;
};

/** A full file is put aside under the next number; none is ever removed. */
export const full = 4 * 1024 * 1024;

const auditFile = (state: string): string => join(state, 'audit.jsonl');

/** The line is on the disk when this returns. One writer at a time, so that no line goes to a file that was just put aside. */
export function appendAudit(state: string, record: AuditRecord, limit = full): void {
  const lock = holdAudit(state);
  try {
    append(state, record, limit);
  } finally {
    lock?.release();
  }
}

/** How a job ended, once; before it, once, that its runner was not there when somebody looked. */
export function auditEnd(state: string, order: Order, job: Job, event: 'ended' | 'found'): void {
  const {audited, found} = jobFolder(state, job.id);
  const isTold = () => existsSync(audited) || (event === 'found' && existsSync(found));
  if (isTold()) return;
  const lock = holdAudit(state);
  try {
    if (isTold()) return;
    append(state, recordOf(event, order, whoOf(order), job), full);
    writeFileSync(event === 'found' ? found : audited, '', {mode: 0o600});
  } finally {
    lock?.release();
  }
}

export const recordOf = (event: AuditRecord['event'], order: Order, who: Who, job: Job | null): AuditRecord => ({
  at: new Date().toISOString(),
  event,
  job: order.id,
  who,
  host: order.host.name,
  practice: order.host.practice !== null,
  action: order.plan.action,
  target: order.plan.target,
  fingerprint: order.plan.fingerprint,
  steps: order.plan.steps.map((step, index) => ({
    argv: step.command?.argv ?? null,
    file: step.file?.path ?? null,
    ...(job && {
      exitCode: job.steps[index]?.exitCode ?? null,
      check: job.steps[index]?.check ?? null,
      note: job.steps[index]?.note ?? '',
    }),
  })),
  result: job?.state ?? null,
  sentence: job?.sentence ?? order.plan.title,
});

/** Every line of every file, oldest first. A line that a power cut tore is left out. */
export async function readAudit(state: string): Promise<readonly AuditRecord[]> {
  const names = await readdir(state).catch(() => []);
  const aside = names
    .flatMap(name => /^audit\.(\d+)\.jsonl$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b));
  const files = [...aside.map(number => join(state, `audit.${number}.jsonl`)), auditFile(state)];
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8').catch(() => '')));
  return parseAudit(texts.join(''));
}

/** A line that a power cut tore is left out. */
export const parseAudit = (text: string): readonly AuditRecord[] => text.split('\n').flatMap(parse);

function append(state: string, record: AuditRecord, limit: number): void {
  const file = openSync(auditFile(state), 'a+', 0o600);
  let size = 0;
  try {
    size = fstatSync(file).size;
    // A line that was torn must not take the next one with it.
    const last = Buffer.alloc(1);
    if (size > 0) readSync(file, last, 0, 1, size - 1);
    const torn = size > 0 && last[0] !== 0x0a ? '\n' : '';
    appendFileSync(file, `${torn}${JSON.stringify(record)}\n`);
    fsyncSync(file);
    size = fstatSync(file).size;
  } finally {
    closeSync(file);
  }
  if (size >= limit) putAside(state);
}

function putAside(state: string): void {
  const numbers = readdirSync(state).map(name => Number(/^audit\.(\d+)\.jsonl$/.exec(name)?.[1] ?? 0));
  renameSync(auditFile(state), join(state, `audit.${Math.max(0, ...numbers) + 1}.jsonl`));
}

/** null after a while: a line beside the lock is better than none. */
const holdAudit = (state: string): Lock | null => tryLock(join(state, 'audit.lock.sqlite'), 10_000);

export const whoOf = ({who, by}: Order): Who => who ?? {user: by, from: null, address: null, terminal: null};

function parse(line: string): readonly AuditRecord[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as AuditRecord];
  } catch {
    return [];
  }
}
