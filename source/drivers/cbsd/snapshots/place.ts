import type {Assumption} from '../../../model/plan.ts';
import type {Snapshot} from '../clone/copy-facts.ts';
import {type Source, sourceOf} from '../clone/source.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';

/** What CBSD snapshots of a guest: a jail's dataset, of a VM the volume of its first disk alone (cbsd-ops 5.6). */
export type Place = {
  readonly source: Source;
  /** Full name of the dataset or volume. */
  readonly dataset: string;
  /** Its snapshots, the oldest first; those that clones hang on too. */
  readonly snapshots: readonly Snapshot[];
  /** Disks that no snapshot of CBSD's holds. */
  readonly besides: readonly string[];
};

/** null: there is no ZFS below this guest. */
export function placeOf(guest: CbsdGuest, context: CbsdContext): Place | null {
  const source = sourceOf(guest, context);
  const dataset = source.vm ? source.volumes.find(volume => volume.endsWith('/dsk1.vhd')) : source.dataset?.name;
  if (dataset === undefined) return null;
  return {
    source,
    dataset,
    snapshots: (context.copies?.snapshots ?? []).filter(each => each.dataset === dataset),
    besides: source.volumes.filter(volume => volume !== dataset).map(volume => volume.replace(/^.*\//, '')),
  };
}

/** Datasets that were cloned from a snapshot. */
export const hangingOn = (snapshot: Snapshot, context: CbsdContext): readonly string[] =>
  (context.copies?.datasets ?? [])
    .filter(({origin}) => origin === `${snapshot.dataset}@${snapshot.name}`)
    .map(({name}) => name);

/** `zfs rollback` destroys these (cbsd-ops 5.6). */
export function newerThan(name: string, {snapshots}: Place): readonly Snapshot[] {
  const at = snapshots.findIndex(each => each.name === name);
  return at < 0 ? [] : snapshots.slice(at + 1);
}

/**
 * What a plan told to go with this dataset and what lies below it: a snapshot that came since would be lost without a word.
 * `value`: the dataset, then every snapshot by its full name.
 */
export function snapshotsSeen(guest: string, dataset: string, {copies}: CbsdContext): readonly Assumption[] {
  if (!copies?.snapshots) return [];
  const below = copies.snapshots.filter(each => `${each.dataset}/`.startsWith(`${dataset}/`));
  return [
    {
      id: 'snapshots-seen',
      target: guest,
      value: [dataset, ...below.map(each => `${each.dataset}@${each.name}`)].join(' '),
    },
  ];
}
