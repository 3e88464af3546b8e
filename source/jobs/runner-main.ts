import type {Secrets} from '../model/secrets.ts';
import {openDesk} from './desk.ts';
import {openFarDesk} from './far/desk.ts';
import {closeLines} from './host.ts';
import type {FarInput} from './launch.ts';
import {runJob} from './runner.ts';
import {readStdin} from './stdin.ts';

/**
 * The runner as a program: `job-runner STATE ID`, the secrets as JSON on stdin, one line on stdout when it has taken over. It is not
 * a child of anything and deaf to hangups.
 */
export async function runnerMain([state, id]: readonly string[]): Promise<void> {
  if (state === undefined || id === undefined) throw new Error('job-runner takes a state folder and the id of a job');
  hearNothing();
  const secrets = JSON.parse(await readStdin()) as Secrets;
  await runJob(() => openDesk(state, id), secrets, ready);
}

/** The same for a job of a host over SSH, `job-runner-far FOLDER ID`: how it is reached comes on stdin too. */
export async function farRunnerMain([, id]: readonly string[]): Promise<void> {
  if (id === undefined) throw new Error('job-runner-far takes a folder and the id of a job');
  hearNothing();
  const {host, secrets} = JSON.parse(await readStdin()) as FarInput;
  await runJob(() => openFarDesk(host, id), secrets, ready);
  closeLines();
}

function hearNothing(): void {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.stdout.on('error', () => {});
}

const ready = (): void => void process.stdout.write('ready\n');
