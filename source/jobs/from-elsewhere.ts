import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {isAlive} from './process.ts';

/** Whether the job of a runner on another machine is held by a process here; it signs before the one that it takes over from ends (`far/scripts.ts`). */
export const isKept = (folder: string): Promise<boolean> => isNamed(join(folder, 'keeper'));

/** Whether a step of such a job goes on, though its runner had no time to write its tool down. */
export async function hasFarStep(folder: string): Promise<boolean> {
  const names = (await namesIn(folder)).filter(name => name.startsWith('step-'));
  for (const name of names) {
    const run = join(folder, name);
    const hasEnded = (await namesIn(run)).includes('exit');
    if (!hasEnded && ((await isNamed(join(run, 'pid'))) || (await isNamed(join(run, 'starter'))))) return true;
  }
  return false;
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

/** Whether the process lives that a file names by its number and its mark. */
async function isNamed(file: string): Promise<boolean> {
  const [pid = '', ...mark] = (await readFile(file, 'utf8').catch(() => '')).trim().split(' ');
  return Number(pid) > 0 && isAlive({pid: Number(pid), mark: mark.join(' ')});
}
