import {readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {askSsh} from './ask-ssh.ts';
import {type KnownHosts, knownName} from './known-hosts.ts';
import {Unreachable} from './unreachable.ts';

/** How the operator reaches a host: what they would type behind `ssh`. */
export type Destination = {
  /** An alias of their ssh configuration, a name or an address. */
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
  /** Another file than ~/.ssh/config. */
  readonly config?: string;
};

/** What `ssh -G` makes of a destination, as far as it matters to us. */
export type SshSettings = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  readonly agent: string | null;
  readonly forwardAgent: boolean;
  /** The hops before it, the first one first. */
  readonly jumps: readonly string[];
  /** The name that known_hosts has it under. */
  readonly knownAs: string;
  readonly knownHosts: readonly KnownHosts[];
  /** Everything, by the names that ssh_config(5) has, in small letters. */
  readonly all: ReadonlyMap<string, string>;
};

/** The words behind `ssh` that lead to a destination. */
export const sshWords = ({host, user, port, config}: Destination): readonly string[] => [
  ...(config === undefined ? [] : ['-F', config]),
  ...(user === undefined ? [] : ['-l', user]),
  ...(port === undefined ? [] : ['-p', String(port)]),
  '--',
  host,
];

/** Asks the system's ssh, which alone knows its configuration. Rejects with `Unreachable` where there is none, or it finds a mistake in it. */
export async function sshSettings(destination: Destination): Promise<SshSettings> {
  const {text, complaint, code} = await askSsh(sshWords(destination));
  if (code !== 0)
    throw new Unreachable(
      'unreachable',
      `ssh -G ${destination.host}: ${code === 127 ? 'ssh is not installed on this machine' : complaint.trim() || 'it gave no answer'}`,
    );
  return settingsOf(text, process.env.SSH_AUTH_SOCK);
}

/** `socket`: the agent of this session, which `IdentityAgent SSH_AUTH_SOCK`, or none at all, leaves in charge. */
export async function settingsOf(text: string, socket: string | undefined): Promise<SshSettings> {
  const rows = text.split('\n').map(line => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const);
  const all = new Map(rows.toReversed()); // the first one counts
  const value = (name: string) => all.get(name) ?? '';
  const [host, port] = [value('hostname'), Number(value('port')) || 22];
  const files = [...value('userknownhostsfile').split(' '), ...value('globalknownhostsfile').split(' ')];
  const agent = value('identityagent') || 'SSH_AUTH_SOCK';
  const jumps = value('proxyjump');
  return {
    host,
    port,
    user: value('user'),
    identityFiles: rows.filter(([name]) => name === 'identityfile').map(([, path]) => atHome(path)),
    identitiesOnly: value('identitiesonly') === 'yes',
    agent: agent === 'none' ? null : agent === 'SSH_AUTH_SOCK' ? (socket ?? null) : atHome(agent),
    forwardAgent: value('forwardagent') === 'yes',
    jumps: jumps === '' || jumps === 'none' ? [] : jumps.split(','),
    knownAs: value('hostkeyalias') || knownName(host, port),
    knownHosts: await Promise.all(files.filter(file => file !== '' && file !== 'none').map(fileAt)),
    all,
  };
}

async function fileAt(name: string): Promise<KnownHosts> {
  const path = atHome(name);
  return {path, text: await readFile(path, 'utf8').catch(() => '')};
}

const atHome = (path: string): string => (path.startsWith('~/') ? join(homedir(), path.slice(2)) : path);

/** `USER@HOST:PORT` with its parts left out at will; null for what ssh could take for something else. */
export function destinationOf(text: string): Destination | null {
  const [, user, host = '', bracketed = '', port] =
    /^(?:([\w.-]+)@)?(?:([A-Za-z0-9][\w.-]*)|\[([0-9A-Fa-f:.%\w]+)\])(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === '' && bracketed === '') return null;
  return {
    host: host || bracketed,
    ...(user !== undefined && {user}),
    ...(port !== undefined && {port: Number(port)}),
  };
}
