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

/** Makes the small believable world where there is none yet. null: it is there; otherwise why it could not be made. */
export async function ensurePractice(folder: string): Promise<string | null> {
  if (existsSync(join(folder, 'bin', 'sh'))) return null;
  const {exitCode, stderr} = await managePractice(['reset', folder, '--world', 'demo', '--zfs']);
  return exitCode === 0 ? null : `The practice host could not be made in ${folder}: ${stderr.trim()}`;
}
