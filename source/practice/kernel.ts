import type {World} from './world.ts';

/** What the kernel knows, whatever databases say: it is what `jls`, `/dev/vmm` and `sockstat` show. */
export type RunningJail = {
  readonly jid: number;
  readonly name: string;
  readonly path: string;
  readonly address: string;
  readonly hostname: string;
};

export type RunningMachine = {
  readonly name: string;
  readonly pid: number;
  readonly vncAddress: string;
  readonly vncPort: number;
};

/** Host paths that no real host has; one file a guest, so parallel starts cannot lose one another. */
const jailFolder = '/var/run/practice-jails';
const machineFolder = '/var/run/practice-machines';
const counterFile = '/var/run/practice-counter';
export const vmmFolder = '/dev/vmm';

/** A guest's name as one file name (`../x` and UTF-8 names reach this far). */
const fileFor = (folder: string, name: string): string => `${folder}/${encodeURIComponent(name)}`;

const numberAfter = (world: World, kind: 'jid' | 'pid', first: number): number =>
  world.locked('counter', () => {
    const file = `${counterFile}-${kind}`;
    const next = Number(world.read(file) ?? first - 1) + 1;
    world.write(file, String(next));
    return next;
  });

const parsed = (text: string | null) => (text === null ? null : JSON.parse(text));

export const runningJail = (world: World, name: string): RunningJail | null =>
  parsed(world.read(fileFor(jailFolder, name)));

export const runningJails = (world: World): RunningJail[] =>
  world
    .list(jailFolder)
    .flatMap(file => parsed(world.read(`${jailFolder}/${file}`)) ?? [])
    .sort((a: RunningJail, b: RunningJail) => a.jid - b.jid);

export const startJail = (world: World, jail: Omit<RunningJail, 'jid'>): RunningJail => {
  const started = {...jail, jid: numberAfter(world, 'jid', 1)};
  world.write(fileFor(jailFolder, jail.name), JSON.stringify(started));
  return started;
};

export const stopJail = (world: World, name: string): void => world.remove(fileFor(jailFolder, name));

export const runningMachine = (world: World, name: string): RunningMachine | null =>
  parsed(world.read(fileFor(machineFolder, name)));

export const runningMachines = (world: World): RunningMachine[] =>
  world.list(machineFolder).flatMap(file => parsed(world.read(`${machineFolder}/${file}`)) ?? []);

/** While it runs there is `/dev/vmm/NAME`. */
export const startMachine = (world: World, machine: Omit<RunningMachine, 'pid'>): RunningMachine => {
  const started = {...machine, pid: numberAfter(world, 'pid', 4101)};
  world.write(fileFor(machineFolder, machine.name), JSON.stringify(started));
  world.write(`${vmmFolder}/${machine.name}`, '');
  return started;
};

export const stopMachine = (world: World, name: string): void => {
  world.remove(fileFor(machineFolder, name));
  world.remove(`${vmmFolder}/${name}`);
};

const rulesFile = '/var/run/practice-rctl';

/** Rules of rctl(8), one a line: `jail:web1:memoryuse:deny=1073741824`. */
export const limitRules = (world: World): readonly string[] =>
  (world.read(rulesFile) ?? '').split('\n').filter(Boolean);

/** One more rule; the kernel keeps two of one resource, and the lower one counts. */
export const putRule = (world: World, rule: string): void => {
  const rules = limitRules(world);
  if (!rules.includes(rule)) world.write(rulesFile, [...rules, rule, ''].join('\n'));
};

export const dropRules = (world: World, jname: string): void => {
  const rules = limitRules(world);
  const rest = rules.filter(rule => !rule.startsWith(`jail:${jname}:`));
  if (rest.length < rules.length) world.write(rulesFile, [...rest, ''].join('\n'));
};
