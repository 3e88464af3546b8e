import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import type {Line} from '../../source/transport/ssh/line.ts';
import {type LineOptions, openLine} from '../../source/transport/ssh/open-line.ts';
import type {Destination} from '../../source/transport/ssh/settings.ts';
import {writeKeys} from './ssh-keys.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {until} from './until.ts';

export type SshdWish = {
  /** Lines of sshd_config. */
  readonly config?: readonly string[];
  /** A shell that is given the command line as a login shell is, and what it prints before. */
  readonly shell?: string;
  readonly noise?: string;
  /** Lines of the operator's ssh_config for this host. */
  readonly client?: readonly string[];
  readonly known?: boolean;
};

export type Sshd = {
  readonly folder: string;
  readonly port: number;
  /** How an operator reaches it: the alias `far` of a configuration of its own. */
  readonly destination: Destination;
  readonly knownHosts: string;
  /** The operator knows it, and no other. */
  know(): void;
  readonly key: string;
  readonly pid: () => number;
  /** What it has said of connections and logins. */
  readonly log: () => string;
  line(options?: LineOptions): Line;
  /** Breaks every connection; new ones are served. */
  cut(): void;
  /** Stops every connection without a word, as a network does that is gone. */
  freeze(): void;
  stop(): void;
  start(): Promise<void>;
};

/** A real sshd on 127.0.0.1 with keys and configuration of its own, gone with the test; needs('sshd'). */
export async function startSshd(t: {after(clean: () => void): void}, wish: SshdWish = {}): Promise<Sshd> {
  const folder = temporaryFolder(t);
  const file = (name: string) => path.join(folder, name);
  writeKeys(t, file);
  writeFileSync(file('authorized_keys'), readFileSync(file('user.pub')));
  const port = await freePort();
  const greeting = `${wish.noise === undefined ? '' : `printf %s '${wish.noise}'; `}`;
  const shell = wish.shell === undefined ? 'sh' : wish.shell;
  writeFileSync(
    file('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${file('host')}`,
      `AuthorizedKeysFile ${file('authorized_keys')}`,
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin prohibit-password',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PidFile none',
      `SetEnv HOME=${folder}`, // nothing of the developer's own login
      ...(wish.shell !== undefined || greeting
        ? [`ForceCommand ${greeting}exec ${shell} -c "$SSH_ORIGINAL_COMMAND"`]
        : []),
      ...(wish.config ?? []),
      '',
    ].join('\n'),
  );
  const knownHosts = file('known_hosts');
  const know = () => writeFileSync(knownHosts, `[127.0.0.1]:${port} ${readFileSync(file('host.pub'), 'utf8')}`);
  if (wish.known === false) writeFileSync(knownHosts, '');
  else know();
  writeFileSync(
    file('ssh_config'),
    [
      'Host far',
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      `  IdentityFile ${file('user')}`,
      '  IdentityAgent none',
      ...(wish.client ?? []).map(line => `  ${line}`),
      'Host *',
      `  UserKnownHostsFile ${knownHosts}`,
      '  GlobalKnownHostsFile none',
      '',
    ].join('\n'),
  );
  const destination: Destination = {host: 'far', config: file('ssh_config')};
  let log = '';
  let daemon: ChildProcess | undefined;
  const lines: Line[] = [];
  const children = () => sessionsOf(daemon?.pid ?? 0);
  const cut = () => {
    for (const pid of children()) tryKill(pid);
  };
  const freeze = () => {
    for (const pid of children()) process.kill(pid, 'SIGSTOP');
  };
  const stop = () => {
    const pids = children();
    daemon?.kill('SIGKILL');
    pids.map(tryKill);
  };
  const start = async () => {
    daemon = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file('sshd_config')], {stdio: ['ignore', 'ignore', 'pipe']});
    let said = '';
    daemon.stderr?.on('data', (text: Buffer) => {
      said += text;
      log += text;
    });
    await until(`sshd listens: ${said}`, () => said.includes('Server listening'), 30_000);
  };
  await start();
  t.after(() => {
    for (const line of lines) line.close();
    stop();
  });
  return {
    folder,
    port,
    destination,
    knownHosts,
    know,
    key: file('user'),
    pid: () => daemon?.pid ?? 0,
    log: () => log,
    line(options) {
      const line = openLine(destination, options);
      lines.push(line);
      return line;
    },
    cut,
    freeze,
    stop,
    start,
  };
}

/** sshd and its children, a process each of every connection; the commands that they started are not among them. */
function sessionsOf(daemon: number): readonly number[] {
  const out = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], {encoding: 'utf8'});
  const rows = out.split('\n').map(row => row.trim().split(/\s+/));
  const below = (pid: number): readonly number[] =>
    rows
      .filter(([, parent, name = '']) => Number(parent) === pid && name.startsWith('sshd'))
      .flatMap(([child]) => [Number(child), ...below(Number(child))]);
  return below(daemon);
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}

export const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address() as {port: number};
      server.close(() => resolve(port));
    });
  });
