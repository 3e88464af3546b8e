import {join} from 'node:path';
import type {Call, Row, Steps} from './call.ts';
import type {Context, Ends} from './context.ts';
import {makeCall, perform, performTool} from './dispatch.ts';
import {answeredBySh} from './door/program.ts';
import {type Fault, readFault, strikes} from './fault.ts';
import {type Recorder, record} from './log.ts';
import {quickTools} from './quick.ts';
import {commandRow, toolRow} from './registry.ts';
import {openWorld, type World} from './world.ts';

/** One start of a tool, as a door receives it. */
export type Start = Ends & {
  readonly folder: string;
  readonly tool: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The caller's working directory as the host sees it. */
  readonly cwd: string;
};

/** `fault kill`: the door ends the process as SIGKILL would. */
export class Killed extends Error {}

/** What a fault is told by: `cbsd jcreate` is `jcreate`. */
const faultName = (start: Start): string => (start.tool === 'cbsd' ? (start.argv[0] ?? '') : start.tool);

const changesHost = (row: Row | null, call: Call): boolean =>
  typeof row?.changes === 'function' ? row.changes(call) : row?.changes === true;

function* whole(context: Context, start: Start): Steps {
  if (start.tool === 'cbsd') return yield* cbsd(context, start.argv);
  const row = toolRow(start.tool);
  if (row !== null) return yield* performTool(context, start.tool, row, start.argv);
  if (Object.hasOwn(quickTools, start.tool) || start.tool === 'sh') return answeredBySh(context, start);
  context.err(`${start.tool}: not found\n`);
  return 127;
}

/** The binary itself: a command with its arguments, `-c TEXT`, or commands on stdin, a line each. */
function* cbsd(context: Context, argv: readonly string[]): Steps {
  const [first, ...rest] = argv;
  if (first === '-c')
    return yield* cbsd(
      context,
      (rest[0] ?? '').split(/\s+/).filter(word => word !== ''),
    );
  if (first !== undefined) return yield* perform(context, first, rest);
  let code = 0;
  for (let line = context.line(); line !== null; line = context.line()) {
    const words = line.split(/\s+/).filter(word => word !== '');
    if (words[0] === 'exit') return Number(words[1] ?? code);
    if (words.length > 0) code = yield* cbsd(context, words);
  }
  return code;
}

/** Lets a command go on until it has changed something and pauses, or ends: there the kill strikes. */
function* killedHalfway(world: World, steps: Steps): Steps {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done || world.changes() > 0) throw new Killed('killed');
    yield step.value;
  }
}

function* flood(context: Context): Steps {
  for (;;) {
    context.out('practice: told to flood, do you want to go on? [yes(1) or no(0)]\n'.repeat(100));
    yield {ms: 0};
  }
}

function* withFault(context: Context, start: Start, fault: Fault): Steps {
  const name = faultName(start);
  const row = start.tool === 'cbsd' ? commandRow(name) : toolRow(start.tool);
  const inner = start.tool === 'cbsd' ? start.argv.slice(1) : start.argv;
  const view = (): Call => makeCall({...context, recorder: silent}, name, inner, row ?? {run: () => 0});
  if (fault.kind === 'none' || fault.kind === 'offline') return yield* whole(context, start);
  const changing = changesHost(row, view());
  if (!strikes(start.folder, fault, name, changing)) return yield* whole(context, start);
  switch (fault.kind) {
    case 'fail':
      context.err(`practice: ${name} was told to fail\n`);
      return 1;
    case 'lie':
      row?.lie?.(view());
      return 0;
    case 'slow':
      yield {ms: fault.by * 1000};
      return yield* whole(context, start);
    case 'flood':
      return yield* flood(context);
    case 'full':
      context.world.fill();
      return yield* whole(context, start);
    case 'kill':
      return yield* killedHalfway(context.world, whole(context, start));
  }
}

const silent: Recorder = {file: () => {}, wouldRun: () => {}};

/** Runs a tool to its exit code. The world is the caller's to close. */
export function* run(start: Start, world: World, fault: Fault): Steps {
  const recorder = record(start.folder, world.now(), start.tool, start.argv);
  const {out, err, line, stdin, env, cwd} = start;
  return yield* withFault({world, recorder, out, err, line, stdin, env, cwd}, start, fault);
}

export const openFor = (folder: string): {world: World; fault: Fault} => {
  const fault = readFault(folder);
  return {world: openWorld(folder, fault), fault};
};

/** A folder of this machine as the host sees it; what lies outside of it is its root. */
export const seenAs = (folder: string, here: string): string => {
  const root = join(folder, 'root');
  return here === root || here.startsWith(`${root}/`) ? here.slice(root.length) || '/' : '/';
};

/** A disk that is full or not ours is the machine's no, told in one line as every tool tells it. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;
