import {spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {join} from 'node:path';
import type {Secrets} from '../model/secrets.ts';
import {jobFolder} from './folder.ts';
import {programPath} from './program.ts';

/** Starts the job's runner and hands it the secrets through its stdin. */
export const launchRunner = (state: string, id: string, secrets: Secrets): Promise<void> =>
  launchProgram('job-runner', state, id, JSON.stringify(secrets));

/**
 * Starts a program of a job in a session of its own, so that neither a closed terminal nor a dropped connection reaches
 * it. Resolves when it has taken over; rejects with what it said when it could not. `detached` alone makes the session
 * (ink-stack 2.5: a plain child dies with its terminal).
 */
export function launchProgram(
  program: 'job-runner' | 'job-guard',
  state: string,
  id: string,
  input = '',
): Promise<void> {
  const log = openSync(join(jobFolder(state, id).path, 'runner.log'), 'a', 0o600);
  const child = spawn(process.execPath, [programPath('cli.js'), program, state, id], {
    cwd: '/',
    detached: true,
    env: {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', LANG: 'C.UTF-8'},
    stdio: ['pipe', 'pipe', log],
  });
  closeSync(log);
  const {stdin, stdout} = child;
  if (!stdin || !stdout) throw new Error(`${program} got no pipes`);
  stdin.on('error', () => {});
  stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`${program} ended at once (exit code ${code})`)));
    stdout.once('data', () => {
      child.removeAllListeners('exit');
      stdout.destroy();
      child.unref();
      resolve();
    });
  });
}
