import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {type Fault, noFault, setFault} from '../../source/practice/fault.ts';
import {type Entry, readLog} from '../../source/practice/log.ts';
import {resetWorld} from '../../source/practice/reset.ts';
import {here} from './here.ts';
import {perl, residentProgram} from './resident/program.ts';
import {residentShell} from './resident/shell.ts';
import {type Run, type RunOptions, run} from './run.ts';
import {temporaryFolder} from './temporary-folder.ts';

/** The practice host as the first start of `--practice` makes it, and what lies behind its counter. */
export type PracticeHost = {
  readonly state: string;
  readonly world: string;
  /** The words that make the built program work on it. */
  readonly words: readonly string[];
  /** Starts the built program. */
  run(...args: readonly string[]): Promise<Run>;
  /** The program within this process, and its jobs too, a tenth of the time. */
  here(...args: readonly string[]): Promise<Run>;
  /** The program within this process, its jobs in processes of their own: for what happens to a runner. */
  hereApart(...args: readonly string[]): Promise<Run>;
  runWith(options: RunOptions, ...args: readonly string[]): Promise<Run>;
  fault(fault: Partial<Fault>): void;
  /** Every tool's start so far. */
  log(): readonly Entry[];
  /** The sub-commands of cbsd that were started. */
  ran(): readonly string[];
  /** Where a path of the node lies on this machine. */
  path(onNode: string): string;
  order(job: string): {readonly plan: Record<string, unknown>};
};

export function practiceHost(
  t: {after(clean: () => void): void},
  world = 'demo',
  program: readonly string[] = residentProgram(),
): PracticeHost {
  const state = temporaryFolder(t);
  const folder = path.join(state, 'world');
  assert.equal(resetWorld(folder, {world, zfs: true, program}), null);
  if (program[0] === perl) residentShell(folder);
  const words = [...wayTo(folder, state), '--state', state];
  const runWith = (options: RunOptions, ...args: readonly string[]) =>
    run([...args, ...words], {...options, env: {HOME: state, ...options.env}});
  return {
    state,
    world: folder,
    words,
    runWith,
    run: (...args) => runWith({}, ...args),
    // a command closes the connections of its process at its end: over SSH each has one of its own
    here: (...args) => (isOverSsh ? runWith({}, ...args) : here([...args, ...words])),
    hereApart: (...args) => (isOverSsh ? runWith({}, ...args) : here([...args, ...words], 'apart')),
    fault: fault => setFault(folder, {...noFault, ...fault}),
    log: () => readLog(folder),
    ran: () => readLog(folder).flatMap(({tool, argv}) => (tool === 'cbsd' ? [argv[0] ?? ''] : [])),
    path: onNode => path.join(folder, 'root', onNode),
    order: job => JSON.parse(readFileSync(path.join(state, 'host/jobs', job, 'order.json'), 'utf8')),
  };
}

/**
 * Whoever sets CONSTRUCT_TUI_OVER_SSH to an ssh_config that knows a host `far` has every test reach its practice host over that:
 * `npm run soak -- over-ssh` does.
 */
const sshConfig = process.env.CONSTRUCT_TUI_OVER_SSH;

export const isOverSsh = sshConfig !== undefined;

/** The host keeps its name over SSH, and its jobs lie where its own would. */
function wayTo(world: string, state: string): readonly string[] {
  if (!isOverSsh) return ['--practice'];
  mkdirSync(path.join(state, 'settings'), {recursive: true});
  const hosts = {practice: {ssh: 'far', sshConfig, practice: world}};
  writeFileSync(path.join(state, 'settings/settings.json'), JSON.stringify({hosts}));
  return ['--host', 'practice'];
}
