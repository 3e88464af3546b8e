import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Duplex, type Readable, type Writable} from 'node:stream';
import {backingOff} from './back-off.ts';
import {byHand} from './by-hand.ts';
import {type Channel, type FarEnd, farShell, type Line} from './line.ts';
import {type Destination, type SshSettings, sshWords} from './settings.ts';
import {Unreachable} from './unreachable.ts';
import {createWindow} from './window.ts';

/** Seconds for which the shared connection stays open without a user, should we die without closing it. */
const persist = 60;

/**
 * By the system's ssh, all commands over one connection (ControlMaster): `socket` is the one of a login by hand, which is not
 * ours to close. It never asks: whatever it would ask is told as its refusal.
 */
export function openSystemLine(destination: Destination, settings: SshSettings, why: string, socket?: string): Line {
  const folder = socket === undefined ? mkdtempSync(join(tmpdir(), 'construct-tui-ssh-')) : null; // short, as a socket's path has to be
  const shared = [
    ...['-o', 'BatchMode=yes', '-o', `ControlMaster=${folder === null ? 'no' : 'auto'}`],
    ...['-o', `ControlPath=${socket ?? join(folder ?? '', 's')}`],
    ...['-o', `ControlPersist=${persist}`, '-o', 'ConnectTimeout=15'],
    ...['-o', 'ServerAliveInterval=4', '-o', 'ServerAliveCountMax=3'],
  ];
  const words = sshWords(destination);
  const start = (...args: readonly string[]) => spawn('ssh', [...shared, ...args], {cwd: '/', stdio: 'pipe'});
  const dial = backingOff(() => firstOf(start('-T', ...words, 'exit 0'), settings, why));
  let ready: Promise<void> | null = null;
  /** The first connection alone: several at once would each make one of their own. */
  const master = () => {
    ready ??= dial().catch(error => {
      ready = null;
      throw error;
    });
    return ready;
  };
  const channels = createWindow(async () => {
    await master();
    return channelOf(start('-T', ...words, farShell), () => {
      ready = null;
    });
  });
  return {
    ready: master,
    open: channels.open,
    async tunnel(host, port) {
      await master();
      const child = start('-W', `${host}:${port}`, ...words);
      child.stderr.resume();
      return Duplex.from({readable: child.stdout, writable: child.stdin});
    },
    close() {
      channels.close();
      if (folder === null) return;
      const child = start('-O', 'exit', ...words);
      child.on('error', () => {});
      child.once('close', () => rmSync(folder, {recursive: true, force: true}));
    },
  };
}

type Ssh = ChildProcessByStdio<Writable, Readable, Readable>;

function firstOf(child: Ssh, {knownAs}: SshSettings, why: string): Promise<void> {
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  child.stdin.end();
  return new Promise((resolve, reject) => {
    child.once('error', error =>
      reject(new Unreachable('unreachable', `${knownAs} needs ssh (${why}): ${error.message}`)),
    );
    child.once('exit', code => {
      if (code === 0) return resolve();
      const key = /host key verification failed/i.test(said);
      const [, file, line] = /^Offending \S+ key in (.+):(\d+)\s*$/m.exec(said) ?? [];
      const words =
        file === undefined ? inOneLine(said) : `the key has changed: another one stands in ${file} line ${line}`;
      const changed = /has changed|revoked/i.test(said);
      reject(
        new Unreachable(
          key ? (changed ? 'changed-key' : 'unknown-key') : /denied/i.test(said) ? 'no-login' : 'unreachable',
          `ssh to ${knownAs} (by the system's ssh: it needs ${why}): ${words || `exit code ${code}`}`,
          key && !changed
            ? `log in once by ssh, and look at the key: ssh ${knownAs}`
            : /denied/i.test(said)
              ? byHand
              : '',
        ),
      );
    });
  });
}

/** What ssh complains of, without the frames that it draws around its warnings. */
const inOneLine = (said: string): string =>
  said
    .trim()
    .split('\n')
    .filter(line => !line.startsWith('@'))
    .join(' ')
    .slice(0, 600);

/** ssh itself ends with 255 when the connection is gone; a command that does so is told as lost as well, never as done. */
function channelOf(child: Ssh, onLost: () => void): Channel {
  const ended = new Promise<FarEnd>(resolve => {
    child.once('error', () => resolve({code: null, signal: null}));
    child.once('close', code => {
      if (code === 255 || code === null) onLost();
      resolve({code: code === 255 ? null : code, signal: null});
    });
  });
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    close: () => void child.kill('SIGKILL'),
  };
}
