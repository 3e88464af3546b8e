import {randomBytes} from 'node:crypto';
import type {Call} from '../call.ts';
import {Exit} from '../call.ts';
import type {World} from '../world.ts';
import {origins, removeDataset} from '../zfs/datasets.ts';
import {datasetOf, snapshots} from '../zfs/snapshots.ts';
import {duration} from './names.ts';

/** A dataset's number, `0` on UFS. */
export const datasetGuid = (world: World): string =>
  world.settings.zfs ? String(randomBytes(8).readBigUInt64BE() >> 1n) : '0';

/** Only where questions may be asked. */
export function tellGuid(call: Call, guid: string): void {
  if (guid !== '0' && call.inter) call.say(`Global VM ZFS guid: ${guid}`);
}

/** A VM that others were cloned from is not removed: told on stderr, and the command ends there with 1 (cbsd-ops 5.2). */
export function refuseWithClones({world, err}: Call, jname: string): void {
  if (!world.settings.zfs) return;
  const clones = Object.entries(origins(world)).filter(([, origin]) => origin.startsWith(`${datasetOf(jname)}@`));
  if (clones.length === 0) return;
  const names = clones.map(([dataset]) => dataset.slice(dataset.lastIndexOf('/') + 1)).sort();
  err(`The following machines depend on ${jname}: ${names.join('\n')}\n`);
  throw new Exit(1);
}

/** The dataset, and the snapshot that this VM was cloned from. */
export function dropDataset(call: Call, jname: string): void {
  if (!call.world.settings.zfs) return;
  const origin = snapshots(call.world).filter(one => one.name === `cbsd-original-${jname}`);
  removeDataset({...call, say: () => {}}, jname);
  call.say(`jsnapshot: destroyed ${origin.length} snapshots in ${duration(0)}`);
}
