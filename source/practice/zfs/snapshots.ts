import {dataFolder} from '../jail/guest.ts';
import type {World} from '../world.ts';

export type Snapshot = {
  readonly dataset: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** CBSD's own marks on it; null for one that it did not make. */
  readonly jname: string | null;
};

export const pool = 'zroot/usr/jails/jails-data';
export const datasetOf = (jname: string): string => `${pool}/${jname}`;

const file = '/var/run/practice-zfs';
const saved = (snapshot: Snapshot): string =>
  `/var/run/practice-snapshots/${encodeURIComponent(`${snapshot.dataset}@${snapshot.name}`)}`;

export const snapshots = (world: World): Snapshot[] => JSON.parse(world.read(file) ?? '[]');

export const keepSnapshots = (world: World, all: readonly Snapshot[]): void => {
  world.write(file, JSON.stringify(all));
};

/** A jail's files as they are now; a rollback puts them back. */
export const takeSnapshot = (world: World, jname: string, name: string): boolean => {
  const snapshot = {dataset: datasetOf(jname), name, at: world.now(), jname};
  return world.locked('zfs', () => {
    const all = snapshots(world);
    if (all.some(one => one.dataset === snapshot.dataset && one.name === name)) return false;
    world.makeFolder(saved(snapshot));
    world.copy(dataFolder(jname), saved(snapshot));
    keepSnapshots(world, [...all, snapshot]);
    return true;
  });
};

export const dropSnapshots = (world: World, which: (snapshot: Snapshot) => boolean): Snapshot[] =>
  world.locked('zfs', () => {
    const all = snapshots(world);
    const going = all.filter(which);
    for (const snapshot of going) world.remove(saved(snapshot));
    keepSnapshots(
      world,
      all.filter(one => !which(one)),
    );
    return going;
  });

/** They belong to another dataset from now on, with what they hold. */
export const moveSnapshots = (world: World, which: (snapshot: Snapshot) => boolean, dataset: string): void =>
  keepSnapshots(
    world,
    snapshots(world).map(one => {
      if (!which(one)) return one;
      const moved = {...one, dataset};
      if (world.exists(saved(one))) world.rename(saved(one), saved(moved));
      return moved;
    }),
  );

/** `zfs rollback -r`: later snapshots of the dataset are gone. */
export const rollBack = (world: World, snapshot: Snapshot, jname: string): void => {
  world.remove(dataFolder(jname));
  world.makeFolder(dataFolder(jname));
  world.copy(saved(snapshot), dataFolder(jname));
  dropSnapshots(world, one => one.dataset === snapshot.dataset && one.at > snapshot.at);
};
