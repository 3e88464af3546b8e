import {spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Secrets} from '../model/secrets.ts';
import {sessionOfSsh} from '../transport/ssh/by-hand.ts';
import type {HostRef} from './events.ts';
import {jobFolder} from './folder.ts';
import {programPath} from './program.ts';

/** Starts the job's runner and hands it the secrets through its stdin. */
export const launchRunner = (state: string, id: string, secrets: Secrets): Promise<void> =>
  launchProgram('job-runner', state, id, JSON.stringify(secrets));

/** What the runner of a job on a host over SSH is given. */
export type FarInput = {readonly host: HostRef; readonly secrets: Secrets};

/** The same for a host over SSH: the runner is a process of this machine, and `folder` keeps what it complains of. */
export async function launchFarRunner(folder: string, id: string, input: FarInput): Promise<void> {
  await mkdir(folder, {recursive: true, mode: 0o700});
  await launchIn(join(folder, `${id}.log`), ['job-runner-far', folder, id], JSON.stringify(input));
}

/**
 * Starts a program of a job in a session of its own, so that neither a closed terminal nor a dropped connection reaches
 * it. Resolves when it has taken over; rejects with what it said when it could not. `detached` alone makes the session
 * (ink-stack 2.5: a plain child dies with its terminal).
 */
export const launchProgram = (
  program: 'job-runner' | 'job-guard',
  state: string,
  id: string,
  input = '',
): Promise<void> => launchIn(join(jobFolder(state, id).path, 'runner.log'), [program, state, id], input);

function launchIn(logFile: string, words: readonly [string, string, string], input: string): Promise<void> {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [programPath('cli.js'), ...words], {
    cwd: '/',
    detached: true,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '/',
      LANG: 'C.UTF-8',
      // as the bundle's first line does for every other start; without it a fifth of a job is compiling the same again
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? programPath('compiled'),
      ...sessionOfSsh(),
    },
    stdio: ['pipe', 'pipe', log],
  });
  closeSync(log);
  const {stdin, stdout} = child;
  if (!stdin || !stdout) throw new Error(`${words[0]} got no pipes`);
  stdin.on('error', () => {});
  stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`${words[0]} ended at once (exit code ${code})`)));
    stdout.once('data', () => {
      child.removeAllListeners('exit');
      stdout.destroy();
      child.unref();
      resolve();
    });
  });
}
