import {closeSync, existsSync, fsyncSync, openSync, writeSync} from 'node:fs';
import {basename, join} from 'node:path';
import type {Chunk, Command, Result} from '../model/command.ts';
import type {Transport} from '../model/transport.ts';
import {type Collected, collect} from './door/collect.ts';
import {runInProcess} from './door/in-process.ts';
import {handOver, runProgram} from './door/program.ts';
import type {Outcome} from './door/request.ts';
import {isUnderstood, runShellInProcess} from './door/shell.ts';
import {readFault, strikes} from './fault.ts';
import {toolRow} from './registry.ts';
import {openFor} from './start.ts';
import {binFolder} from './world.ts';

const environment = {
  PATH: '/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin',
  HOME: '/root',
  LANG: 'C',
  TERM: 'xterm',
  NOCOLOR: '1',
};

/** The default limits of a real transport, so that a test meets the same ends. */
const limits = {
  read: {timeoutMs: 60_000, outputLimit: 16 * 1024 * 1024},
  execute: {timeoutMs: 3_600_000, outputLimit: 4 * 1024 * 1024},
  follow: {timeoutMs: 2 ** 31 - 1, outputLimit: 0},
} as const;

/**
 * The in-process door of a practice world: for tests that need tens of thousands of calls. Only what would change files by
 * itself in sh, and a handful of the machine's own tools, are processes.
 * `pace`: what part of a tool's waits is waited, as those of a download.
 */
export const createPracticeTransport = (folder: string, {pace = 1}: {readonly pace?: number} = {}): Transport => {
  const start = async (
    kind: keyof typeof limits,
    command: Command,
    heard: (chunk: Chunk) => void,
    signal?: AbortSignal,
  ): Promise<Result> => {
    if (command.argv.some(argument => argument.includes('\0'))) throw new TypeError('An argument holds a NUL byte');
    const startedAt = Date.now();
    const [program, ...argv] = command.argv;
    const tool = basename(program);
    const {timeoutMs, outputLimit} = {...limits[kind], ...command};
    const tell = (stream: Chunk['stream']) => (text: string) => heard({stream, text, at: Date.now()});
    const kept = kind === 'follow' ? Number.POSITIVE_INFINITY : outputLimit;
    const streams = {stdout: collect(kept, tell('stdout')), stderr: collect(kept, tell('stderr'))};
    if (!existsSync(join(binFolder(folder), tool))) {
      streams.stderr.add(`spawn ${program} ENOENT`);
      return resultOf(command, startedAt, streams, 'not-found', null, null);
    }
    const looks = kind === 'read' && isUnderstood(folder);
    const run = tool === 'cbsd' || toolRow(tool) !== null ? runInProcess : looks ? runShellInProcess : runProgram;
    const outcome = await run({
      ...{folder, tool, argv, timeoutMs, outputLimit, signal, pace, ...streams},
      env: {...environment, ...command.env},
      stdin: command.stdin ?? '',
      mayEnd: kind === 'read',
    });
    return told(command, startedAt, streams, outcome);
  };
  return {
    practice: true,
    read: command => start('read', command, () => {}),
    execute: (command, onChunk = () => {}) => start('execute', command, onChunk),
    follow: (command, onChunk, signal) => start('follow', command, onChunk, signal),
    interactive: async command => {
      const startedAt = Date.now();
      const [program, ...argv] = command.argv;
      const outcome = await handOver(folder, basename(program), argv, {...environment, ...command.env});
      return told(command, startedAt, {stdout: collect(0), stderr: collect(0)}, outcome);
    },
    write: async (path, content, mode) => writeExclusive(folder, path, content, mode),
  };
};

type Streams = {readonly stdout: Collected; readonly stderr: Collected};

const told = (command: Command, startedAt: number, streams: Streams, outcome: Outcome): Result =>
  resultOf(
    ...([command, startedAt, streams, outcome.ending] as const),
    outcome.ending === 'exited' ? outcome.code : null,
    outcome.ending === 'signalled' ? outcome.signal : null,
  );

const resultOf = (
  command: Command,
  startedAt: number,
  {stdout, stderr}: Streams,
  ending: Result['ending'],
  exitCode: number | null,
  signal: string | null,
): Result => {
  const repeating = ending === 'exited' ? undefined : (stdout.repeating() ?? stderr.repeating());
  return {
    ...{argv: command.argv, ending, exitCode, signal, stdout: stdout.text(), stderr: stderr.text()},
    droppedBytes: ending === 'flooded' ? 0 : stdout.dropped() + stderr.dropped(),
    ...(repeating === undefined ? {} : {repeating}),
    ...{startedAt, endedAt: Date.now()},
  };
};

/** O_EXCL, then fsync; the error's code when it could not be. A full disk is told without touching it. */
const writeExclusive = (folder: string, path: string, content: string, mode: number): string | null => {
  const fault = readFault(folder);
  if (fault.kind === 'full' && strikes(folder, fault, 'write', true)) return 'ENOSPC';
  const {world} = openFor(folder);
  try {
    const file = openSync(world.path(path), 'wx', mode);
    writeSync(file, content);
    fsyncSync(file);
    closeSync(file);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO';
  } finally {
    world.close();
  }
};
