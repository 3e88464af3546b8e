import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import type {Chunk, Command, Result} from '../../../source/model/command.ts';
import type {Transport} from '../../../source/model/transport.ts';
import type {Fault} from '../../../source/practice/fault.ts';
import {parse} from '../../../source/practice/sh/parse.ts';
import {runToEnd} from '../../../source/practice/sh/run.ts';
import {type Called, newShell} from '../../../source/practice/sh/shell.ts';
import {bytes, characters, rest, sinkOf, source, sourceOf} from '../../../source/practice/sh/streams.ts';
import {diskText} from './disks.ts';
import {type Answer, contentOf, lying, type Place, put} from './place.ts';
import {tools} from './tools.ts';

/**
 * A libvirt host within this process: no program is started and nothing of this machine is read. The driver's own texts of sh are run
 * word for word; what they call is a stand-in with the rules that were measured (facts, 2 to 5), misleading ends included.
 */
export type StandIn = {
  readonly place: Place;
  readonly transport: Transport;
  /** Every changing command and every file, in order. */
  readonly ran: readonly Received[];
  /** Befalls every changing command and every file until it is taken away. */
  strike(fault: Partial<Fault> | null): void;
  /** Whoever waits for events is told no more. */
  stopDaemon(): void;
  /** A command of root's on that host. Throws what it says when it fails. */
  on(...argv: readonly [string, ...string[]]): Promise<string>;
};

export type Received = {readonly argv: readonly string[]} | {readonly path: string; readonly content: string};

const home = mkdtempSync(path.join(tmpdir(), 'libvirt-stand-in-'));
process.once('exit', () => rmSync(home, {recursive: true, force: true}));
let made = 0;

export function libvirtStandIn(): StandIn {
  made += 1;
  const root = path.join(home, `host-${made}`);
  const place: Place = {root, running: new Map(), activeNetworks: new Set(), doors: null, heard: new Set()};
  for (const folder of ['bin', 'tmp', 'etc/systemd/system', 'var/lib/libvirt/images'])
    mkdirSync(path.join(root, folder), {recursive: true});
  for (const name of [...Object.keys(tools), 'sh']) writeFileSync(path.join(root, 'bin', name), '');
  put(place, '/proc/sys/kernel/hostname', 'lab\n');
  put(place, '/proc/meminfo', 'MemTotal:       16000000 kB\nMemAvailable:   12000000 kB\n');
  put(place, '/proc/loadavg', '0.10 0.20 0.30 1/100 1000\n');
  put(place, '/run/systemd/system/basic.target', '');
  const ran: Received[] = [];
  let fault: Partial<Fault> = {kind: 'none'};

  async function start(command: Command, heard: (chunk: Chunk) => void): Promise<Result> {
    if (fault.kind === 'slow') await wait((fault.by ?? 0) * 1000);
    const startedAt = Date.now();
    const told = (ending: Result['ending'], exitCode: number | null, stdout: string, stderr: string): Result => {
      for (const [stream, text] of [
        ['stdout', stdout],
        ['stderr', stderr],
      ] as const)
        if (text) heard({stream, text, at: Date.now()});
      const end = {ending, exitCode, signal: ending === 'signalled' ? 'SIGKILL' : null};
      return {argv: command.argv, ...end, stdout, stderr, droppedBytes: 0, startedAt, endedAt: Date.now()};
    };
    if (fault.kind === 'lie') return told('exited', 0, '', '');
    if (fault.kind === 'fail') return told('exited', 1, '', 'error: internal error\n');
    if (fault.kind === 'full') return told('exited', 1, '', 'error: No space left on device\n');
    if (fault.kind === 'kill' || fault.kind === 'flood') {
      leaveHalf(command.argv, place);
      return told('signalled', null, fault.kind === 'flood' ? 'y/n? '.repeat(20_000) : '', '');
    }
    const {code, stdout, stderr} = await run(command, place);
    return told('exited', code, stdout, stderr);
  }

  const changing = (command: Command, heard: (chunk: Chunk) => void = () => {}): Promise<Result> => {
    ran.push({argv: command.argv});
    return start(command, heard);
  };
  /** `virsh event --loop`, until nobody listens or the daemon goes (`stopDaemon`). */
  const events: Transport['follow'] = (command, heard, signal) =>
    new Promise(resolve => {
      const tell = (event: string) =>
        event === ''
          ? end('error: Disconnected from qemu:///system due to end of file\n')
          : heard({stream: 'stdout', text: `${event}\n`, at: Date.now()});
      const end = (stderr: string) => {
        place.heard.delete(tell);
        if (stderr) heard({stream: 'stderr', text: stderr, at: Date.now()});
        const now = Date.now();
        const result = {argv: command.argv, ending: 'exited', exitCode: 1, signal: null, droppedBytes: 0} as const;
        resolve({...result, stdout: '', stderr, startedAt: now, endedAt: now});
      };
      signal.addEventListener('abort', () => end(''));
      place.heard.add(tell);
    });
  const transport: Transport = {
    practice: false,
    read: async command => {
      const {code, stdout, stderr} = await run(command, place);
      const now = Date.now();
      const end = {
        ending: 'exited',
        exitCode: code,
        signal: null,
        droppedBytes: 0,
        startedAt: now,
        endedAt: now,
      } as const;
      return {argv: command.argv, ...end, stdout, stderr};
    },
    execute: changing,
    follow: (command, heard, signal) =>
      command.argv.includes('event') ? events(command, heard, signal) : changing(command, heard),
    interactive: changing,
    async write(file, content, mode) {
      ran.push({path: file, content});
      if (fault.kind === 'full') return 'ENOSPC';
      try {
        writeFileSync(lying(place, file), content, {flag: 'wx', mode});
        return null;
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
      }
    },
  };
  return {
    ...{place, transport, ran},
    stopDaemon() {
      for (const tell of place.heard) tell('');
    },
    strike(next) {
      fault = next ?? {kind: 'none'};
    },
    async on(...argv) {
      const {code, stdout, stderr} = await run({argv}, place);
      if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
      return stdout;
    },
  };
}

/** What of a tool's work lies there when it is killed: a beginning of its file (of a disk, its head). libvirt's own verbs happen or do not. */
function leaveHalf([tool, ...words]: readonly string[], place: Place): void {
  const file =
    tool === 'cloud-localds'
      ? words.find(word => word.endsWith('.iso'))
      : words.filter(word => word.endsWith('.qcow2')).at(-1);
  if ((tool === 'cloud-localds' || tool === 'qemu-img') && file && contentOf(place, file) === null)
    put(place, file, tool === 'qemu-img' ? diskText(1024 ** 3, null).slice(0, 2048) : 'half');
}

type Ended = {readonly code: number; readonly stdout: string; readonly stderr: string};

/** A tool, or a text of sh that is understood here. */
async function run({argv, stdin = '', env = {}}: Command, place: Place): Promise<Ended> {
  const said: Record<'stdout' | 'stderr', string[]> = {stdout: [], stderr: []};
  const streams: Called['streams'] = new Map<number, ReturnType<typeof source> | ((text: string) => void)>([
    [0, source(bytes(stdin))],
    [1, (text: string) => void said.stdout.push(text)],
    [2, (text: string) => void said.stderr.push(text)],
  ]);
  const inside = (text: string) =>
    text.replaceAll(/(?<![\w.\-)}*])\/(?=(?:etc|var|run|proc|usr|opt|tmp)\/)/g, `${place.root}/`);
  const outside = (text: string) => text.replaceAll(place.root, '');
  const call = async (called: Called): Promise<number> => {
    const [name, ...words] = called.argv.map(outside);
    const tool = tools[path.basename(name ?? '')];
    if (!tool) {
      sinkOf(called.streams, 2)(`${called.by}: 1: ${name}: not found\n`);
      return 127;
    }
    const answer: Answer = tool(words, place, rest(sourceOf(called.streams)));
    const {code, stdout = '', stderr = ''} = typeof answer === 'string' ? {code: 0, stdout: answer} : answer;
    sinkOf(called.streams, 1)(stdout);
    sinkOf(called.streams, 2)(stderr);
    return code;
  };
  const around = {env: {PATH: path.join(place.root, 'bin'), ...env}, cwd: '/', streams, by: 'sh'};
  const [, , text = '', zero = 'sh', ...parameters] = argv;
  const code =
    argv[0] === 'sh' && argv[1] === '-c'
      ? await runToEnd(parse(inside(text)), newShell(zero, parameters.map(bytes).map(inside), around), streams, call)
      : await call({...around, argv: argv.map(bytes) as [string, ...string[]]});
  return {code, stdout: outside(characters(said.stdout.join(''))), stderr: outside(characters(said.stderr.join('')))};
}

/** Every file of the host with its size, and what a path leads to where it is a link. */
export const filesOf = ({root}: Place, ...folders: readonly string[]): readonly string[] =>
  folders.flatMap(folder =>
    readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
      .filter(entry => !entry.isDirectory() && entry.name !== '.keep')
      .map(entry => path.join(entry.parentPath, entry.name))
      .map(file => `${file.slice(root.length)} ${statSync(file, {throwIfNoEntry: false})?.size ?? 'leads nowhere'}`)
      .sort(),
  );
