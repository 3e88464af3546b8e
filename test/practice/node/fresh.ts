import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {perform} from '../../../source/practice/dispatch.ts';
import {type FaultKind, noFault} from '../../../source/practice/fault.ts';
import {seedBlank, seedNode} from '../../../source/practice/seed/node.ts';
import {openWorld, type World} from '../../../source/practice/world.ts';

export type Said = {readonly exit: number; readonly stdout: string; readonly stderr: string};

export type FreshNode = {
  readonly world: World;
  /** A CBSD command, its words divided by blanks. */
  ask(line: string): Said;
  /** The same, looked at between its steps. */
  askWatching(line: string, look: () => void): Said;
};

/** A node of the test's own with one jail, `web1` at 10.0.0.11; gone when the test ends. */
export const freshNode = (test: TestContext, kind: FaultKind = 'none'): FreshNode => {
  const folder = mkdtempSync(join(tmpdir(), 'practice-node-'));
  mkdirSync(join(folder, 'root'));
  writeFileSync(join(folder, 'practice.json'), JSON.stringify({world: 'fresh', zfs: false, guests: 0, madeAt: 0}));
  const world = openWorld(folder, {...noFault, kind});
  seedBlank(world);
  seedNode(world);
  world.makeFolder('/usr/jails/jails-system/web1');
  world.change('local', "INSERT INTO jails (jname, ip4_addr, emulator) VALUES ('web1', '10.0.0.11', 'jail')");
  test.after(() => {
    world.close();
    rmSync(folder, {recursive: true, force: true});
  });
  const askWatching = (line: string, look: () => void): Said => {
    const said = {stdout: '', stderr: ''};
    const [name = '', ...argv] = line.split(' ').slice(1);
    const steps = perform(
      {
        ...{world, cwd: '/', env: {NOCOLOR: '1', NOINTER: '1'}, recorder: {file: () => {}, wouldRun: () => {}}},
        ...{line: () => null, stdin: () => ''},
        out: text => {
          said.stdout += text;
        },
        err: text => {
          said.stderr += text;
        },
      },
      name,
      argv,
    );
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return {exit: step.value, ...said};
      look();
    }
  };
  return {world, askWatching, ask: line => askWatching(line, () => {})};
};
