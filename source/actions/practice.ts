import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {programPath} from '../jobs/program.ts';
import type {Result} from '../model/command.ts';
import {createLocalTransport} from '../transport/local.ts';

/** Starts the practice host's program for its own affairs (path, reset, fault, log). */
export const managePractice = (words: readonly string[]): Promise<Result> =>
  createLocalTransport().execute({
    argv: [process.execPath, '--no-warnings', programPath('practice.js'), 'manage', ...words],
  });

/** Makes the small believable world where there is none yet. Throws with the program's own words when that fails. */
export async function ensurePractice(folder: string): Promise<void> {
  if (existsSync(join(folder, 'bin', 'cbsd'))) return;
  const result = await managePractice(['reset', folder, '--world', 'demo', '--zfs']);
  if (result.exitCode !== 0)
    throw new Error(`The practice host could not be made in ${folder}: ${result.stderr || result.stdout}`);
}
