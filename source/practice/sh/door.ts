import {existsSync, readFileSync, realpathSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {setImmediate as breathe, setTimeout as wait} from 'node:timers/promises';
import {startBytes} from '../door/program.ts';
import {Killed, openFor, run, seenAs} from '../start.ts';
import {binFolder} from '../world.ts';
import {found} from './builtin.ts';
import {looksOnly} from './looks.ts';
import {machineTools} from './machine.ts';
import {parse} from './parse.ts';
import {runToEnd} from './run.ts';
import {type Call, type Called, newShell, type Shell} from './shell.ts';
import {
  bytes,
  characters,
  lineOf,
  rest,
  type Sink,
  type Source,
  type Streams,
  sinkOf,
  source,
  sourceOf,
} from './streams.ts';
import {type List, NotUnderstood} from './syntax.ts';

/** One start of a tool of sh, or of sh itself, as a door receives it. */
export type ShellStart = {
  readonly folder: string;
  readonly tool: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The caller's working directory on this machine. */
  readonly cwd: string;
  readonly stdin: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Asked between any two programs; what it throws ends the whole. */
  readonly mayGoOn: () => void;
};

/** Where a world's own sh lies when a test puts something else in its place. */
export const ownShell = (folder: string): string => join(folder, 'sh');

/**
 * Runs what sh would run without starting it: its text and those of the tools that are written in sh, byte for byte as they lie in the
 * world's bin folder, are understood in this process. What they call in the end is the library, a handful of the machine's tools, and for
 * whatever is not understood a real process. test/practice/sh.test.ts holds it against the machine's own sh.
 */
export async function runShell(start: ShellStart): Promise<number> {
  const {folder, tool, cwd} = start;
  const bin = realpathSync(binFolder(folder));
  const write = (to: (text: string) => void) => (text: string) => to(characters(text));
  const streams: Streams = new Map<number, Source | Sink>([
    [0, source(bytes(start.stdin))],
    [1, write(start.out)],
    [2, write(start.err)],
  ]);
  const env = Object.fromEntries(Object.entries(start.env).map(([name, value]) => [name, bytes(value)]));
  const call: Call = async called => {
    start.mayGoOn();
    try {
      return await callProgram(called, {folder, bin, call});
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      const {argv, env, cwd, streams} = called;
      const input = rest(sourceOf(streams));
      return startBytes({argv, env, cwd, input, out: sinkOf(streams, 1), err: sinkOf(streams, 2)});
    }
  };
  return call({argv: [join(bin, tool), ...start.argv.map(bytes)], env, cwd: bytes(cwd), streams, by: 'sh'});
}

type Around = {readonly folder: string; readonly bin: string; readonly call: Call};

/** Throws `NotUnderstood` before it has done anything. */
async function callProgram(called: Called, around: Around): Promise<number> {
  const {argv, env, streams} = called;
  const [name, ...words] = argv;
  const path = name.includes('/') ? name : found(name, env.PATH ?? '');
  if (path === null || !existsSync(characters(path))) {
    sinkOf(streams, 2)(`${called.by}: 1: ${name}: not found\n`);
    return 127;
  }
  if (path === '/bin/sh' && words[0] === '-c') {
    const [, text = '', zero = 'sh', ...parameters] = words;
    return whole(looksOnly(parse(text), around.bin), newShell(zero, parameters, called), called, around);
  }
  const tool = machineTools[path];
  if (tool) return tool({...called, argv: [path, ...words]});
  const library = words.indexOf(bytes(around.folder));
  if (library >= 0 && /\/(?:perl|node)$/.test(path))
    return runLibrary({...called, argv: words.slice(library) as [string]}, around);
  const real = realpathSync(characters(path));
  if (dirname(real) !== around.bin) throw new NotUnderstood(path);
  const own = ownShell(around.folder);
  const text = readFileSync(basename(real) === 'sh' && existsSync(own) ? own : real, 'latin1');
  if (!text.startsWith('#!/bin/sh\n')) throw new NotUnderstood(path);
  return whole(parse(text), newShell(path, words, called), called, around);
}

/** What is not understood before the first command is left to a process; later it would do the first ones twice. */
async function whole(list: List, shell: Shell, {streams}: Called, {call}: Around): Promise<number> {
  try {
    return await runToEnd(list, shell, streams, call);
  } catch (error) {
    if (error instanceof NotUnderstood) throw new Error(`not understood while it ran: ${error.message}`);
    throw error;
  }
}

/** `FOLDER TOOL ARGUMENT…`: what the practice program does of it, in this process. */
async function runLibrary({argv, env, cwd, streams}: Called, {folder}: Around): Promise<number> {
  const [, tool = '', ...words] = argv.map(characters);
  const {world, fault} = openFor(folder);
  const input = sourceOf(streams);
  const write = (descriptor: number) => (text: string) => sinkOf(streams, descriptor)(bytes(text));
  const steps = run(
    {
      ...{folder, tool, argv: words, cwd: seenAs(realpathSync(folder), characters(cwd))},
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, characters(value)])),
      ...{out: write(1), err: write(2)},
      line: () => {
        const line = lineOf(input);
        return line && characters(line.text);
      },
      stdin: () => characters(rest(input)),
    },
    ...([world, fault] as const),
  );
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await (step.value.ms > 0 ? wait(step.value.ms) : breathe());
    }
  } catch (error) {
    if (error instanceof Killed) return 137;
    throw error;
  } finally {
    world.close();
  }
}
