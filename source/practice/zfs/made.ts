import {datasetsFile} from '../blank/seed.ts';
import type {Call} from '../call.ts';
import type {World} from '../world.ts';

export type Dataset = {readonly name: string; readonly mountpoint: string};

/** The file systems of a host that began blank; null: this one did not. */
export const madeDatasets = (world: World): readonly Dataset[] | null => JSON.parse(world.read(datasetsFile) ?? 'null');

/** `zfs create [-o PROPERTY=VALUE]… NAME`: its folder is there at once, and empty. */
export const createDataset = (call: Call, words: readonly string[]): number => {
  const name = words.at(-1) ?? '';
  const made = madeDatasets(call.world);
  const parent = made?.find(one => one.name === name.replace(/\/[^/]*$/, ''));
  if (made === null || parent === undefined) {
    call.err(`cannot create '${name}': parent does not exist\n`);
    return 1;
  }
  if (made.some(one => one.name === name)) {
    call.err(`cannot create '${name}': dataset already exists\n`);
    return 1;
  }
  const given = words.find(word => word.startsWith('mountpoint='))?.slice('mountpoint='.length);
  const mountpoint = given ?? `${parent.mountpoint}/${name.split('/').at(-1)}`;
  call.world.makeFolder(mountpoint);
  call.world.write(datasetsFile, JSON.stringify([...made, {name, mountpoint}]));
  return 0;
};

/** What hangs below a dataset keeps it; what lies in it goes with it. */
export const destroyDataset = (call: Call, name: string, all: readonly string[]): number => {
  const made = madeDatasets(call.world) ?? [];
  const one = made.find(each => each.name === name);
  if (one === undefined) {
    call.err(`cannot open '${name}': dataset does not exist\n`);
    return 1;
  }
  const below = all.filter(each => each.startsWith(`${name}/`) || each.startsWith(`${name}@`));
  if (below.length > 0) {
    call.err(`cannot destroy '${name}': filesystem has children\nuse '-r' to destroy the following datasets:\n`);
    call.err(`${below.join('\n')}\n`);
    return 1;
  }
  call.world.remove(one.mountpoint);
  call.world.write(datasetsFile, JSON.stringify(made.filter(each => each.name !== name)));
  return 0;
};
