import type {Call} from '../call.ts';
import type {World} from '../world.ts';
import {datasetOf, dropSnapshots, keepSnapshots, moveSnapshots, type Snapshot, snapshots} from './snapshots.ts';

const originsFile = '/var/run/practice-zfs-origins';

type Origins = Readonly<Record<string, string>>;

export const origins = (world: World): Origins => JSON.parse(world.read(originsFile) ?? '{}');

const keepOrigins = (world: World, all: Origins): void => {
  world.write(originsFile, JSON.stringify(all));
};

/**
 * A clone hangs on a snapshot of its source, named after the clone, until it is promoted (facts/cbsd-ops 3.1). One of that
 * name that is left over is taken as it is.
 */
export const cloneDataset = ({world, err}: Call, old: string, made: string): void =>
  world.locked('zfs', () => {
    const snapshot = {dataset: datasetOf(old), name: `cbsd-original-${made}`, at: world.now(), jname: made};
    const all = snapshots(world);
    if (all.some(one => one.dataset === snapshot.dataset && one.name === snapshot.name))
      err(`cannot create snapshot '${snapshot.dataset}@${snapshot.name}': dataset already exists\n`);
    else keepSnapshots(world, [...all, snapshot]);
    keepOrigins(world, {...origins(world), [datasetOf(made)]: `${snapshot.dataset}@${snapshot.name}`});
  });

/** `zfs promote`: the snapshot that it hangs on, and all before it, become its own; what it was cloned from hangs on it. */
export const promoteDataset = ({world, err}: Call, dataset: string): number =>
  world.locked('zfs', () => {
    const known = origins(world);
    const [source = '', name] = known[dataset]?.split('@') ?? [];
    const all = snapshots(world);
    const until = all.find(one => one.dataset === source && one.name === name)?.at;
    if (until === undefined) {
      err(`cannot promote '${dataset}': not a cloned filesystem\n`);
      return 1;
    }
    const moves = (one: Snapshot): boolean => one.dataset === source && one.at <= until;
    const moved = new Set(all.filter(moves).map(one => `${source}@${one.name}`));
    moveSnapshots(world, moves, dataset);
    const others = Object.entries(known).filter(([clone]) => clone !== dataset);
    keepOrigins(world, {
      ...Object.fromEntries(
        others.map(([clone, origin]) => [clone, moved.has(origin) ? origin.replace(/^[^@]*/, dataset) : origin]),
      ),
      [source]: `${dataset}@${name}`,
    });
    return 0;
  });

export const renameDataset = (world: World, old: string, made: string): void =>
  world.locked('zfs', () => {
    const [from, to] = [datasetOf(old), datasetOf(made)];
    const moved = (name: string): string =>
      name === from || name.startsWith(`${from}@`) || name.startsWith(`${from}/`) ? to + name.slice(from.length) : name;
    const entries = Object.entries(origins(world)).map(([name, origin]) => [moved(name), moved(origin)] as const);
    keepOrigins(world, Object.fromEntries(entries));
    keepSnapshots(
      world,
      snapshots(world).map(one => ({...one, dataset: moved(one.dataset), jname: one.jname === old ? made : one.jname})),
    );
  });

/** Clones of the dataset are promoted first, saying so; then it goes with its snapshots. */
export const removeDataset = (call: Call, jname: string): void => {
  const {n0, n1, n2} = call.paint;
  const dataset = datasetOf(jname);
  const left: Record<string, string> = {};
  for (const [name, origin] of Object.entries(origins(call.world))) {
    if (name === dataset) continue;
    if (origin.startsWith(`${dataset}@`)) call.say(`${n1}Auto-promote FS: ${n2}${name}${n0}`);
    else left[name] = origin;
  }
  keepOrigins(call.world, left);
  const isOwn = (name: string): boolean => name === dataset || name.startsWith(`${dataset}/`);
  const gone = dropSnapshots(call.world, one => isOwn(one.dataset) || one.name === `cbsd-original-${jname}`);
  const own = gone.filter(one => isOwn(one.dataset) && !one.name.startsWith('cbsd-original-'));
  for (const one of own) call.say(`${n1}zfs snapshot for ${jname} destroyed: ${n2}${one.name}${n0}`);
  call.say(`${n1}jsnapshot: destroyed ${n2}${own.length}${n1} snapshots ${n2}in 0 seconds${n0}`);
  call.say(`${n1}jsnapshot: destroyed ${n2}${gone.length - own.length}${n1} snapshots ${n2}in 0 seconds${n0}`);
};
