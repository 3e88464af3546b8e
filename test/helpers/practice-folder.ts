import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {type Run, type RunOptions, run} from './run.ts';
import {temporaryFolder} from './temporary-folder.ts';

export type PracticeFolder = {
  readonly state: string;
  /** The built program on this practice host: `run('list', '--json')`. */
  run(...args: readonly string[]): Promise<Run>;
  runWith(options: RunOptions, ...args: readonly string[]): Promise<Run>;
};

/** A practice host of its own for one test, gone after it. */
export async function practiceFolder(t: Pick<TestContext, 'after'>, world = 'demo'): Promise<PracticeFolder> {
  const state = temporaryFolder(t);
  const runWith = (options: RunOptions, ...args: readonly string[]) =>
    run([...args, '--practice', '--state', state], {...options, env: {HOME: state, ...options.env}});
  const {exit, stderr} = await runWith({}, 'practice', 'reset', '--world', world);
  assert.equal(exit, 0, stderr);
  return {state, runWith, run: (...args) => runWith({}, ...args)};
}
