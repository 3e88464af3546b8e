import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Plan} from '../model/plan.ts';
import {scriptOf} from '../model/script.ts';

/**
 * Writes the plan as a script into `folder` and resolves its path. The name follows from the plan, so the same plan
 * written twice is one file; a file of that name with anything else in it is never replaced. Rejects with a sentence.
 */
export async function writeScript(plan: Plan, folder: string): Promise<string> {
  const name = [plan.action, plan.target, plan.fingerprint.slice(0, 8)].join('-').replace(/[^A-Za-z0-9._-]+/g, '_');
  return writeNew(join(folder, `${name}.sh`), `${scriptOf(plan)}\n`, 0o700);
}

/** A file that is not there yet, or holds the same already. Resolves its path; rejects with a sentence. */
export async function writeNew(path: string, text: string, mode: number): Promise<string> {
  await writeFile(path, text, {flag: 'wx', mode}).catch(async (error: NodeJS.ErrnoException) => {
    const before = error.code === 'EEXIST' ? await readFile(path, 'utf8').catch(() => null) : null;
    if (before !== text) throw new Error(`${path} could not be written: ${reasons[error.code ?? ''] ?? error.message}`);
  });
  return path;
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'something else stands there already',
  EACCES: 'this folder is not yours to write in',
  EROFS: 'this folder cannot be written to',
  ENOSPC: 'the disk is full',
};
