import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {cleanEnvironment, program} from '../helpers/program.ts';

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

/** A practice host for one bench. */
export async function withWorld<T>(world: string, task: (world: World) => Promise<T>): Promise<T> {
  const state = mkdtempSync(path.join(tmpdir(), 'construct-tui-bench-'));
  const cli = (...args: readonly string[]) => command(program(), [...args, '--state', state], {HOME: state});
  const reset = (kind: string) => void cli('practice', 'reset', '--world', kind);
  try {
    reset(world);
    return await task({state, reset, cli, bin: cli('practice', 'path').trim()});
  } finally {
    rmSync(state, {recursive: true, force: true, maxRetries: 5});
  }
}
