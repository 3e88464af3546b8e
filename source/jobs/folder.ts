import {randomInt} from 'node:crypto';
import {mkdir, readdir} from 'node:fs/promises';
import {join} from 'node:path';

/** Where one job's files lie; the folder and everything in it is for its owner alone (0700, 0600). */
export type JobFolder = {
  readonly path: string;
  readonly order: string;
  readonly journal: string;
  readonly output: string;
  readonly progress: string;
  readonly cancel: string;
  /** What came after it was over, a JSON object a line. */
  readonly followers: string;
  readonly guard: GuardFiles;
  /** It is there once its end stands in the audit: nothing is written to the journal any more. */
  readonly audited: string;
  /** It is there once somebody told the audit that its runner was gone: one on another machine may come back all the same. */
  readonly found: string;
  /** Locked by the kernel for as long as the runner lives. */
  readonly alive: string;
};

/** What belongs to a change that could cut the operator off. */
export type GuardFiles = {
  /** What ran before the change, as `save` printed it. */
  readonly saved: string;
  /** Since when, and until when it waits. */
  readonly armed: string;
  /** When the change was whole: only a later connection can confirm it. */
  readonly applied: string;
  readonly confirmed: string;
  /** It appears when nobody shall be waited for any more. */
  readonly revert: string;
  readonly outcome: string;
  /** Locked by the kernel for as long as the process lives that takes the change back. */
  readonly alive: string;
};

export const jobsFolder = (state: string): string => join(state, 'jobs');

export function jobFolder(state: string, id: string): JobFolder {
  const path = join(jobsFolder(state), id);
  return {
    path,
    order: join(path, 'order.json'),
    journal: join(path, 'journal'),
    output: join(path, 'output'),
    progress: join(path, 'progress.json'),
    cancel: join(path, 'cancel'),
    followers: join(path, 'followers'),
    guard: {
      saved: join(path, 'guard-saved'),
      armed: join(path, 'guard-armed.json'),
      applied: join(path, 'guard-applied.json'),
      confirmed: join(path, 'guard-confirmed.json'),
      revert: join(path, 'guard-revert'),
      outcome: join(path, 'guard-outcome.json'),
      alive: join(path, 'guard.sqlite'),
    },
    audited: join(path, 'audited'),
    found: join(path, 'found'),
    alive: join(path, 'alive.sqlite'),
  };
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ids sort by the time they were made. */
export function newJobId(now: number): string {
  const random = Array.from({length: 4}, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${base32(Math.floor(now / 1000))}${random}`;
}

/** Makes a new job's folder; the mkdir is the claim on the id. */
export async function createJobFolder(state: string, now: number): Promise<{id: string; folder: JobFolder}> {
  await mkdir(jobsFolder(state), {recursive: true, mode: 0o700});
  for (;;) {
    const id = newJobId(now);
    const folder = jobFolder(state, id);
    try {
      await mkdir(folder.path, {mode: 0o700});
      return {id, folder};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Ids of all jobs, newest first; empty when there is no folder yet. Rejects when it cannot be read. */
export async function listJobIds(state: string): Promise<readonly string[]> {
  try {
    const names = await readdir(jobsFolder(state));
    return names.filter(isJobId).sort().reverse();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export const isJobId = (text: string): boolean => /^[0-9a-hjkmnp-tv-z]{8,16}$/.test(text);

function base32(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) text = `${alphabet[rest % 32]}${text}`;
  return text;
}
