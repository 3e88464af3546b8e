import {readlinkSync} from 'node:fs';
import {userInfo} from 'node:os';
import {createLocalTransport} from '../transport/local.ts';
import type {Who} from './events.ts';

/** The person at this terminal, as far as the system knows them. */
export async function whoIsThere(env: NodeJS.ProcessEnv = process.env): Promise<Who> {
  const from = env.SUDO_USER ?? env.DOAS_USER ?? null;
  const terminal = env.SSH_TTY ?? terminalHere();
  const client = (env.SSH_CLIENT ?? env.SSH_CONNECTION)?.split(' ')[0] ?? null;
  // sudo drops the variables of SSH; who(1) still knows where the terminal leads to.
  const address = client ?? (from !== null && terminal !== null ? await addressOf(terminal) : null);
  return {user: userInfo().username, from, address, terminal};
}

/** Who answers for what was done: the person before they became root. */
export const personOf = ({user, from}: Who): string => from ?? user;

function terminalHere(): string | null {
  for (const descriptor of [0, 1, 2]) {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      if (/^\/dev\/(pts\/\d+|tty\w+)$/.test(path)) return path;
    } catch {
      return null; // no Linux
    }
  }
  return null;
}

async function addressOf(terminal: string): Promise<string | null> {
  const {stdout} = await createLocalTransport().read({argv: ['who'], timeoutMs: 3000});
  const line = stdout.split('\n').find(row => row.split(/\s+/)[1] === terminal.replace('/dev/', ''));
  return /\(([^)]+)\)\s*$/.exec(line ?? '')?.[1] ?? null;
}
