import type {CbsdContext} from '../context.ts';
import type {Dataset} from './copy-facts.ts';
import {sourceOf} from './source.ts';

/** Guests whose data is a clone of this one's on ZFS: as long as they hang on it, it cannot be destroyed. */
export function dependentsOf(name: string, context: CbsdContext): readonly string[] {
  const datasets = context.copies?.datasets ?? [];
  const guest = context.guests.find(each => each.name === name);
  const own = guest && sourceOf(guest, context).dataset;
  if (!own) return [];
  const hanging = datasets.filter(({origin}) => origin.startsWith(`${own.name}@`) || origin.startsWith(`${own.name}/`));
  return [...new Set(hanging.flatMap(dataset => ownerOf(dataset, datasets, context)))].sort();
}

/** A VM's disk is a volume below the dataset of its data. */
function ownerOf(dataset: Dataset, datasets: readonly Dataset[], context: CbsdContext): readonly string[] {
  const folder = datasets.find(each => dataset.name === each.name || dataset.name.startsWith(`${each.name}/dsk`));
  const place = folder?.mountpoint.startsWith('/') ? folder.mountpoint : dataset.mountpoint;
  return context.guests.flatMap(({name, row}) => {
    const data = row?.data || `${context.node.workdir}/jails-data/${name}-data`;
    return data === place ? [name] : [];
  });
}
