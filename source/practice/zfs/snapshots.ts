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

/** What a snapshot of CBSD's is of: a jail's whole data, of a VM its first disk alone (cbsd-ops 5.6). */
export const snapshotted = (world: World, jname: string): string => {
  const row = world.query('local', 'SELECT emulator FROM jails WHERE jname = ?', jname)[0];
  return row?.emulator === 'bhyve' ? `${datasetOf(jname)}/dsk1.vhd` : datasetOf(jname);
};

const file = '/var/run/practice-zfs';
const saved = (snapshot: Snapshot): string =>
  `/var/run/practice-snapshots/${encodeURIComponent(`${snapshot.dataset}@${snapshot.name}`)}`;

export const snapshots = (world: World): Snapshot[] => JSON.parse(world.read(file) ?? '[]');

export const keepSnapshots = (world: World, all: readonly Snapshot[]): void => {
  world.write(file, JSON.stringify(all));
};

/** A jail's files as they are now; a rollback puts them back. Of a disk, which holds nothing here, the size is kept. */
export const takeSnapshot = (world: World, jname: string, name: string): boolean => {
  const snapshot = {dataset: snapshotted(world, jname), name, at: world.now(), jname};
  return world.locked('zfs', () => {
    const all = snapshots(world);
    if (all.some(one => one.dataset === snapshot.dataset && one.name === name)) return false;
    world.makeFolder(saved(snapshot));
    keepFiles(world, snapshot, jname);
    keepSnapshots(world, [...all, snapshot]);
    return true;
  });
};

const keepFiles = (world: World, snapshot: Snapshot, jname: string): void => {
  if (isDisk(snapshot.dataset))
    world.write(`${saved(snapshot)}/size`, sizeOf(world, snapshot.dataset, dataFolder(jname)));
  else world.copy(dataFolder(jname), saved(snapshot));
};

const isDisk = (dataset: string): boolean => dataset.endsWith('.vhd');

const sizeOf = (world: World, dataset: string, folder: string): string =>
  String(world.size(`${folder}/${dataset.slice(dataset.lastIndexOf('/') + 1)}`) ?? 0);

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

/** Bytes written since the newest snapshot of a dataset, as ZFS counts them: blocks, or none; null: it has no snapshot. */
export const written = (world: World, dataset: string, folder: string): number | null => {
  const newest = snapshots(world).findLast(one => one.dataset === dataset);
  if (newest === undefined) return null;
  const same = isDisk(dataset)
    ? world.read(`${saved(newest)}/size`) === sizeOf(world, dataset, folder)
    : sameTree(world, saved(newest), folder);
  return same ? 0 : 8192;
};

const sameTree = (world: World, one: string, other: string): boolean => {
  if (!world.isFolder(one) || !world.isFolder(other)) return world.read(one) === world.read(other);
  const [names, others] = [world.list(one), world.list(other)];
  return (
    names.join('/') === others.join('/') && names.every(name => sameTree(world, `${one}/${name}`, `${other}/${name}`))
  );
};

/** `zfs rollback -r`: later snapshots of the dataset are gone. */
export const rollBack = (world: World, snapshot: Snapshot, jname: string): void => {
  if (!isDisk(snapshot.dataset)) {
    world.remove(dataFolder(jname));
    world.makeFolder(dataFolder(jname));
    world.copy(saved(snapshot), dataFolder(jname));
  }
  dropSnapshots(world, one => one.dataset === snapshot.dataset && one.at > snapshot.at);
};
