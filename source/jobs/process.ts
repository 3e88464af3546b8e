import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createLocalTransport} from '../transport/local.ts';

/**
 * What tells a process from a later one with the same number: when it was born, and in which boot. null: there is none
 * any more, or it has ended and only waits to be collected.
 */
export async function processMark(pid: number): Promise<string | null> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  if (stat !== null) return markOf(stat);
  return existsSync('/proc/self/stat') ? null : askPs(pid); // it ended meanwhile, or this system tells it otherwise
}

/** proc(5): the state is the first and the birth, in ticks since boot, the twentieth field after the name in brackets. */
async function markOf(stat: string): Promise<string | null> {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()} ${fields[19]}`;
}

async function askPs(pid: number): Promise<string | null> {
  const {stdout} = await createLocalTransport().read({
    argv: ['ps', '-o', 'state=', '-o', 'lstart=', '-p', String(pid)],
  });
  const [state = '', ...birth] = stdout.trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? null : birth.join(' ');
}

export const isAlive = async ({pid, mark}: {readonly pid: number; readonly mark: string}): Promise<boolean> =>
  (await processMark(pid)) === mark;

/**
 * The transport gives every command a session of its own, so its number is that of its group: what it has started goes
 * with it. Nothing is sent where the number belongs to somebody else by now.
 */
export async function killTool(tool: {readonly pid: number; readonly mark: string}): Promise<void> {
  if (!(await isAlive(tool))) return;
  try {
    process.kill(-tool.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
