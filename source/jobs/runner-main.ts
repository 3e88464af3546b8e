import type {Secrets} from '../model/secrets.ts';
import {runJob} from './runner.ts';
import {readStdin} from './stdin.ts';

/** The runner as a program: `job-runner STATE ID`, the secrets as JSON on stdin, one line on stdout when it has taken over. */
export async function runnerMain([state, id]: readonly string[]): Promise<void> {
  if (state === undefined || id === undefined) throw new Error('job-runner takes a state folder and the id of a job');
  const secrets = JSON.parse(await readStdin()) as Secrets;
  process.stdout.on('error', () => {});
  await runJob(state, id, secrets, () => process.stdout.write('ready\n'));
}
