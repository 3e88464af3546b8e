import {existsSync, readFileSync} from 'node:fs';
import {uptime} from 'node:os';
import {jobFolder} from '../folder.ts';
import {hasFarStep, isKept} from '../from-elsewhere.ts';
import {readJournal} from '../journal.ts';
import {isLocked} from '../lock.ts';
import {livingTool} from '../tools.ts';

/** Who holds a place in the queue, by name. Whether it still lives is told by its kernel lock alone. */
export type Owner = {
  readonly pid: number;
  /** When its process started, and an id of the system's run, so that a pid of today is not taken for one of yesterday. */
  readonly startedAt: number;
  readonly bootId: string;
};

export const thisProcess = (): Owner => ({
  pid: process.pid,
  startedAt: Math.round(Date.now() - process.uptime() * 1000),
  bootId: bootId(),
});

/**
 * `orphaned`: the runner is gone, and the tool that it had started still works on the host. Who is gone stays gone, but for a runner of
 * another machine, which was silent and may come back.
 */
export type Life = 'alive' | 'orphaned' | 'gone';

/** A job's files do not go while it lives: without them it is not alive. */
export async function lifeOf(state: string, job: string): Promise<Life> {
  const {path, journal} = jobFolder(state, job);
  if (isHeld(state, job) || (await isKept(path))) return 'alive';
  const works = (await livingTool((await readJournal(journal)).events)) || (await hasFarStep(path));
  return works ? 'orphaned' : 'gone';
}

/** Whether some process holds its lock. */
export function isHeld(state: string, job: string): boolean {
  const {alive} = jobFolder(state, job);
  return existsSync(alive) && isLocked(alive);
}

/** Linux has one; elsewhere the minute of the system's start has to do. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return new Date(Date.now() - uptime() * 1000).toISOString().slice(0, 16);
  }
}
