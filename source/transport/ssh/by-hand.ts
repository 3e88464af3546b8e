import {createHash} from 'node:crypto';
import {lstat, mkdir} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import type {Result} from '../../model/command.ts';
import {interactive} from '../interactive.ts';
import {type Destination, sshWords} from './settings.ts';

/** Seconds for which a login by hand outlives its last use. */
const keptFor = 600;

/** The way on where no key that is here opens a host. */
export const byHand = 'construct-tui hosts login NAME asks for the passphrase or password on this terminal, once';

/** What the system's ssh may know of this session: its agent, where it asks for a passphrase, tickets, and what speaks to hardware keys and tokens. */
const passed = [
  ...['SSH_AUTH_SOCK', 'SSH_ASKPASS', 'SSH_ASKPASS_REQUIRE', 'DISPLAY', 'WAYLAND_DISPLAY'],
  ...['KRB5CCNAME', 'SSH_SK_PROVIDER', 'OPENSC_CONF', 'SOFTHSM2_CONF'],
];

export const sessionOfSsh = (): Record<string, string> =>
  Object.fromEntries(passed.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])));

/**
 * Where the connection of a login by hand is shared: every process of this operator finds it, a job's runner too. Beside
 * their keys, in a folder that is theirs alone; short, for a socket's path has 104 bytes at most.
 */
export function handSocket({host, user = '', port = 0, config = ''}: Destination): string {
  const name = createHash('sha256')
    .update(JSON.stringify([host, user, port, config]))
    .digest('hex')
    .slice(0, 12);
  return join(homedir(), '.ssh', `construct-tui-${name}`);
}

/** Whether such a login was made and stands; one whose connection was cut tells itself when it is used. */
export const isLoggedIn = (destination: Destination): Promise<boolean> =>
  lstat(handSocket(destination)).then(
    found => found.isSocket() && found.uid === process.getuid?.(),
    () => false,
  );

/**
 * Hands the terminal to the system's ssh, which asks there for whatever the login wants (a passphrase, a password, a code,
 * the host's key), and leaves the connection behind. What was typed is known to nobody but ssh, and is not kept.
 */
export async function logInByHand(destination: Destination): Promise<Result> {
  const socket = handSocket(destination);
  await mkdir(dirname(socket), {recursive: true, mode: 0o700});
  const shared = [
    `ControlPath=${socket}`,
    `ControlPersist=${keptFor}`,
    'ServerAliveInterval=4',
    'ServerAliveCountMax=3',
  ];
  return interactive(
    {argv: ['ssh', '-fNM', ...shared.flatMap(option => ['-o', option]), ...sshWords(destination)], env: sessionOfSsh()},
    {path: process.env.PATH ?? '/usr/bin:/bin'},
  );
}
