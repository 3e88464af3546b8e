import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {setFault} from '../../../source/practice/fault.ts';
import {resetWorld} from '../../../source/practice/reset.ts';
import {Killed, openFor, run} from '../../../source/practice/start.ts';
import type {World} from '../../../source/practice/world.ts';

export type Said = {readonly code: number | 'flood' | 'killed'; readonly out: string; readonly err: string};

export type Node = {
  readonly folder: string;
  /** A call with its words, no questions asked unless `env` says so. */
  cbsd(words: readonly string[] | string, env?: Readonly<Record<string, string>>): Said;
  look<T>(work: (world: World) => T): T;
};

const enough = 100_000;

/** A fresh practice node of the test's own; its folder is gone when the test ends. */
export function practiceNode(
  t: TestContext,
  options: {readonly offline?: boolean; readonly world?: string; readonly zfs?: boolean} = {},
): Node {
  const folder = mkdtempSync(join(tmpdir(), 'practice-bhyve-'));
  t.after(() => rmSync(folder, {recursive: true, force: true}));
  const refusal = resetWorld(folder, {world: options.world ?? 'fresh', zfs: options.zfs === true});
  if (refusal !== null) throw new Error(refusal);
  if (options.offline) setFault(folder, {kind: 'offline'});
  const look = <T>(work: (world: World) => T): T => {
    const {world} = openFor(folder);
    try {
      return work(world);
    } finally {
      world.close();
    }
  };
  const cbsd: Node['cbsd'] = (words, env = {NOINTER: '1'}) => {
    const said = {out: '', err: ''};
    const {world, fault} = openFor(folder);
    const argv = typeof words === 'string' ? words.split(' ') : words;
    const steps = run(
      {
        ...{folder, tool: 'cbsd', argv, cwd: '/', line: () => null, stdin: () => ''},
        env: {workdir: '/usr/jails', NOCOLOR: '1', ...env},
        out: text => {
          said.out += text;
        },
        err: text => {
          said.err += text;
        },
      },
      world,
      fault,
    );
    try {
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return {code: step.value, ...said};
        if (said.out.length > enough) return {code: 'flood', ...said};
      }
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return {code: 'killed', ...said};
    } finally {
      world.close();
    }
  };
  return {folder, cbsd, look};
}

/** One row as it is stored; the database by its host path or `local`. */
export const row = (node: Node, database: string, sql: string): Record<string, unknown> =>
  node.look(world => world.query(database, sql)[0] ?? {});

export const settingsOf = (node: Node, jname: string): Record<string, unknown> =>
  row(node, `/usr/jails/jails-system/${jname}/local.sqlite`, 'SELECT * FROM settings');

export const cloudVm = 'vm_os_type=linux vm_os_profile=cloud-Debian-x86-12 vm_ram=1g vm_cpus=1 imgsize=10g';
