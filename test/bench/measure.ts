import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {binFolder, resetWorld} from '../../source/practice/reset.ts';
import {program as built, cleanEnvironment} from '../helpers/program.ts';
import {ownProgram, residentProgram} from '../helpers/resident/program.ts';

/** One printed figure. `goal` is the upper bound that the project set itself; none: it is only told. */
export type Figure = {readonly what: string; readonly value: number; readonly unit: string; readonly goal?: number};

export type Bench = {readonly name: string; readonly title: string; run(): Promise<readonly Figure[]>};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Two things measured in turns, so that a busy moment hits both: their medians in milliseconds. */
export async function inTurns(rounds: number, ...tasks: readonly (() => unknown)[]): Promise<readonly number[]> {
  const times: number[][] = tasks.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, task] of tasks.entries()) {
      const startedAt = performance.now();
      await task();
      if (round >= 0) times[index]?.push(performance.now() - startedAt); // the first round only warms the caches
    }
  }
  return times.map(median);
}

export function command(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const {status, stdout, stderr, error} = spawnSync(file, args, {
    cwd: '/',
    encoding: 'utf8',
    env: {...cleanEnvironment(tmpdir()), NOCOLOR: '1', ...env},
    maxBuffer: 1e9,
  });
  if (error || status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}: ${error ?? stderr}`);
  return stdout;
}

/** What everything is compared with: this machine's bare Node, doing nothing. */
export const bareNode = (): string => command(process.execPath, ['-e', '0']);

export type World = {
  readonly state: string;
  readonly bin: string;
  reset(world: string): void;
  cli(...args: readonly string[]): string;
};

type Task<T> = (world: World) => Promise<T>;

/** A practice host for one bench. */
export const withWorld = <T>(world: string, task: Task<T>): Promise<T> => onWorld(world, ownProgram, task);

/**
 * The same with its tools answered by a resident process: for what is ours beside them. A real tool starts in milliseconds, where the
 * simulated one needs a Node.
 */
export const withQuickWorld = <T>(world: string, task: Task<T>): Promise<T> => onWorld(world, residentProgram(), task);

async function onWorld<T>(world: string, program: readonly string[], task: Task<T>): Promise<T> {
  const state = mkdtempSync(path.join(tmpdir(), 'construct-tui-bench-'));
  const cli = (...args: readonly string[]) => command(built(), [...args, '--state', state], {HOME: state});
  const folder = path.join(state, 'world');
  const reset = (kind: string) => {
    const refusal = resetWorld(folder, {world: kind, program});
    if (refusal !== null) throw new Error(refusal);
  };
  try {
    reset(world);
    return await task({state, reset, cli, bin: binFolder(folder)});
  } finally {
    rmSync(state, {recursive: true, force: true, maxRetries: 5});
  }
}
