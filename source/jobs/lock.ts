import type {DatabaseSync} from 'node:sqlite';

export type Lock = {release(): void};

/**
 * An fcntl lock, taken through SQLite because Node has no call for one. It dies with its process, whatever clocks and
 * pids say. Returns null when another process, or another lock of this one, holds it for longer than `patienceMs`, for
 * which it blocks this process: what holds a lock that others are patient for must not await anything.
 */
export function tryLock(path: string, patienceMs = 0): Lock | null {
  const database = open(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${patienceMs}; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE`);
    return {release: () => close(database)};
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

/** True while some process holds it; in doubt true. It only reads, so that looking never keeps the owner out. */
export function isLocked(path: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = open(path);
    database.exec('PRAGMA busy_timeout = 0; SELECT count(*) FROM sqlite_master');
    return false;
  } catch {
    return true;
  } finally {
    database?.close();
  }
}

/** SQLite is loaded when the first lock is asked for: a screen that only looks does without it. */
function open(path: string): DatabaseSync {
  const {DatabaseSync} = process.getBuiltinModule('node:sqlite');
  return new DatabaseSync(path);
}

function close(database: DatabaseSync): void {
  if (database.isOpen) {
    database.exec('ROLLBACK');
    database.close();
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (error.errcode === 5 || error.errcode === 6);
