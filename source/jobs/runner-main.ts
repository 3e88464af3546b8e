import type {Secrets} from '../model/secrets.ts';
import {runJob} from './runner.ts';

/** The runner as a program: `job-runner STATE ID`, the secrets as JSON on stdin, one line on stdout when it has taken over. */
export async function runnerMain([state, id]: readonly string[]): Promise<void> {
  if (state === undefined || id === undefined) throw new Error('job-runner takes a state folder and the id of a job');
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(Buffer.from(piece));
  const secrets = JSON.parse(Buffer.concat(pieces).toString('utf8')) as Secrets;
  process.stdout.on('error', () => {});
  await runJob(state, id, secrets, () => process.stdout.write('ready\n'));
}
