import {existsSync, readFileSync} from 'node:fs';
import {uptime} from 'node:os';
import {jobFolder} from '../folder.ts';
import {isLocked} from '../lock.ts';

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

/** A job whose runner holds its lock. A job's files do not go while it lives: without them it is not alive. */
export const runnerLives =
  (state: string) =>
  (job: string): boolean => {
    const {alive} = jobFolder(state, job);
    return existsSync(alive) && isLocked(alive);
  };

/** Linux has one; elsewhere the minute of the system's start has to do. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return new Date(Date.now() - uptime() * 1000).toISOString().slice(0, 16);
  }
}
