import {closeSync, openSync, readFileSync, rmSync, statSync, writeSync} from 'node:fs';

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this process; the practice tools are short-lived and have nothing else to do. */
export const sleep = (ms: number): void => {
  if (ms > 0) Atomics.wait(sleeper, 0, 0, ms);
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Held for milliseconds only: one that is older, or whose holder is gone, belongs to nobody. */
const oldestMs = 10_000;

const dead = (file: string): boolean => {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return (pid > 0 && !alive(pid)) || Date.now() - statSync(file).mtimeMs > oldestMs;
  } catch {
    return false;
  }
};

/** Only one process at a time does `work`; a lock whose holder died is taken over. */
export const locked = <T>(file: string, work: () => T): T => {
  for (;;) {
    try {
      const held = openSync(file, 'wx');
      writeSync(held, String(process.pid));
      closeSync(held);
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (dead(file)) rmSync(file, {force: true});
      else sleep(2);
    }
  }
  try {
    return work();
  } finally {
    rmSync(file, {force: true});
  }
};
