import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import type {Snapshot} from '../../../../source/model/driver.ts';
import type {Answers} from '../../../../source/model/form.ts';
import type {Plan, Step} from '../../../../source/model/plan.ts';
import {fillSecrets} from '../../../../source/model/secrets.ts';
import type {Transport} from '../../../../source/model/transport.ts';
import {type Fault, setFault} from '../../../../source/practice/fault.ts';
import {openFor} from '../../../../source/practice/start.ts';
import {createPracticeTransport} from '../../../../source/practice/transport.ts';
import {makeWorld} from '../../../practice/world.ts';

export type Outcome = {
  /** False at the first step whose command or claim was not true. */
  readonly done: boolean;
  readonly notes: readonly string[];
  /** Steps that were begun. */
  readonly begun: readonly Step[];
};

export type CloneHost = {
  readonly folder: string;
  readonly transport: Transport;
  snapshot(): Promise<Snapshot>;
  plan(source: string, answers: Answers): Promise<Plan>;
  run(plan: Plan): Promise<Outcome>;
  /** Takes the begun steps back, the last one first. */
  undo(outcome: Outcome): Promise<void>;
  cbsd(...words: readonly string[]): Promise<string>;
  fault(fault: Partial<Fault>): void;
  liveRules(): Promise<string>;
  /** Every path of the node that a guest can leave behind, and every row of its tables. */
  state(): readonly string[];
  path(onNode: string): string;
};

/** A practice node through its in-process door, with the driver that works on it. */
export function cloneHost({zfs = true, world = 'demo'}: {zfs?: boolean; world?: string} = {}): CloneHost {
  const folder = makeWorld({world, zfs});
  const transport = createPracticeTransport(folder);
  const operator = {user: 'alice', machine: 'laptop', publicKeys: []};
  const snapshot = async () => {
    const probe = await cbsd.probe(transport);
    if (!probe) throw new Error('there is no CBSD here');
    return cbsd.inspect(transport, probe, operator);
  };
  return {
    folder,
    transport,
    snapshot,
    plan: async (source, answers) => (await snapshot()).plan('clone', source, answers),
    run: plan => run(plan, transport),
    async undo({begun}) {
      for (const step of [...begun].reverse()) for (const command of step.undo ?? []) await transport.execute(command);
    },
    cbsd: async (...words) => (await transport.execute({argv: ['cbsd', ...words], env: {NOINTER: '1'}})).stdout,
    fault: fault => setFault(folder, fault),
    liveRules: async () => (await transport.read({argv: ['pfctl', '-P', '-s', 'nat']})).stdout,
    state: () => stateOf(folder),
    path: onNode => join(folder, 'root', onNode),
  };
}

async function run(plan: Plan, transport: Transport): Promise<Outcome> {
  const stale = await cbsd.stale(plan.assumptions, transport);
  if (stale.length > 0) return {done: false, notes: stale.map(({reason}) => reason), begun: []};
  const begun: Step[] = [];
  const notes: string[] = [];
  for (const step of plan.steps) {
    begun.push(step);
    const ran = step.file
      ? (await transport.write(step.file.path, fillSecrets(step.file.content, {}) ?? '', step.file.mode)) === null
      : step.command !== null && (await transport.execute(step.command)).exitCode === 0;
    const verdict = step.check && (await cbsd.check(step.check, transport));
    if (verdict) notes.push(verdict.note);
    if (!ran || (verdict && verdict.truth !== 'true')) return {done: false, notes, begun};
  }
  return {done: true, notes, begun};
}

const places = ['jails', 'jails-data', 'jails-system', 'jails-fstab', 'jails-rcconf', 'ftmp'];

function stateOf(folder: string): readonly string[] {
  const {world} = openFor(folder);
  try {
    const rows = (database: string, sql: string) => world.query(database, sql).map(row => JSON.stringify(row));
    return [
      ...places.flatMap(place => treeOf(join(folder, 'root/usr/jails', place))),
      ...rows('local', 'SELECT jname, ip4_addr, host_hostname FROM jails ORDER BY jname'),
      ...rows('local', 'SELECT jname FROM bhyve ORDER BY jname'),
      ...rows('/usr/jails/var/db/storage_media.sqlite', 'SELECT name, jname FROM media ORDER BY name, jname'),
      world.read('/var/run/practice-zfs') ?? '[]',
      ...world.list('/var/run/practice-jails'),
      ...world.list('/dev/vmm'),
      readFileSync(join(folder, 'root/usr/jails/etc/pfrdr.conf'), 'utf8'),
    ];
  } finally {
    world.close();
  }
}

/** Files that databases leave beside themselves, and what a start leaves of itself, tell nothing of a clone. */
const passing = /-(wal|shm)$|\/locked$/;

function treeOf(path: string): readonly string[] {
  if (!statSync(path, {throwIfNoEntry: false})?.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map(name => join(path, name))
    .filter(each => !passing.test(each))
    .flatMap(each => [each, ...(statSync(each).isDirectory() ? treeOf(each).filter(one => one !== each) : [])]);
}
