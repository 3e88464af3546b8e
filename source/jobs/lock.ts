import type {DatabaseSync} from 'node:sqlite';
import {setTimeout as wait} from 'node:timers/promises';

export type Lock = {release(): void};

/**
 * An fcntl lock, taken through SQLite because Node has no call for one. It dies with its process, whatever clocks and
 * pids say. Returns null when another process, or another lock of this one, holds it for longer than `patienceMs`.
 */
export async function tryLock(path: string, patienceMs = 0): Promise<Lock | null> {
  const {DatabaseSync} = await import('node:sqlite');
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${patienceMs}; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE`);
    return {release: () => close(database)};
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

/** Waits for the lock; gives up with null when `abandoned` says so. */
export async function waitForLock(path: string, abandoned: () => Promise<boolean>): Promise<Lock | null> {
  for (;;) {
    const lock = await tryLock(path);
    if (lock) return lock;
    if (await abandoned()) return null;
    await wait(100);
  }
}

/** True while some process holds it; in doubt true. It only reads, so that looking never keeps the owner out. */
export async function isLocked(path: string): Promise<boolean> {
  const {DatabaseSync} = await import('node:sqlite');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    database.exec('PRAGMA busy_timeout = 0; SELECT count(*) FROM sqlite_master');
    return false;
  } catch {
    return true;
  } finally {
    database?.close();
  }
}

function close(database: DatabaseSync): void {
  if (database.isOpen) {
    database.exec('ROLLBACK');
    database.close();
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (error.errcode === 5 || error.errcode === 6);
