import type {CbsdContext} from '../context.ts';

/** A dataset that is a clone on ZFS: whose it is, and whose snapshot it hangs on. */
export type Link = {
  readonly clone: string;
  readonly source: string;
  readonly dataset: string;
  /** `zroot/usr/jails/jails-data/web1@cbsd-original-web2`. */
  readonly origin: string;
};

/** Which guest hangs on which, by dataset: a jail's own, or each volume of a VM below the one of its data. One pass. */
export function linksOf({copies, guests, node}: CbsdContext): readonly Link[] {
  const datasets = copies?.datasets ?? [];
  const cloned = datasets.filter(({origin}) => origin !== '');
  if (cloned.length === 0) return [];
  const places = new Map(datasets.map(({name, mountpoint}) => [name, mountpoint]));
  const owners = new Map(
    guests.map(({name, row}) => [row?.data || `${node.workdir}/jails-data/${name}-data`, name] as const),
  );
  const ownerOf = (dataset: string): string | undefined =>
    owners.get(places.get(dataset) ?? '') ?? owners.get(places.get(dataset.replace(/\/[^/]*$/, '')) ?? '');
  return cloned.flatMap(({name, origin}) => {
    const [clone, source] = [ownerOf(name), ownerOf(origin.replace(/@.*$/, ''))];
    return clone && source && clone !== source ? [{clone, source, dataset: name, origin}] : [];
  });
}

export type Family = {readonly clonedFrom: readonly string[]; readonly clones: readonly string[]};

/** By guest; one that is neither a clone nor has any is not in it. */
export function familiesOf(links: readonly Link[]): ReadonlyMap<string, Family> {
  const up = Map.groupBy(links, ({clone}) => clone);
  const down = Map.groupBy(links, ({source}) => source);
  const distinct = (names: readonly string[] | undefined) => [...new Set(names)].sort();
  return new Map(
    [...new Set([...up.keys(), ...down.keys()])].map(name => [
      name,
      {
        clonedFrom: distinct(up.get(name)?.map(({source}) => source)),
        clones: distinct(down.get(name)?.map(({clone}) => clone)),
      },
    ]),
  );
}
