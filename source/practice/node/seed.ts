import {host, paths} from '../host.ts';
import type {World} from '../world.ts';
import {writeTranslation} from './nat/natcfg.ts';

/** Sizes for VMs by name: CPUs, memory, disk. */
const packages = [
  ['small1', 1, '2g', '20g'],
  ['medium1', 4, '8g', '60g'],
  ['large1', 8, '16g', '100g'],
] as const;

/** What `initenv` leaves behind for NAT and VM sizes: nothing of it is loaded yet. */
export const seedNat = (world: World): void => {
  writeTranslation(world, host.nodeip);
  world.write(`${paths.etc}/pfrdr.conf`, '');
};

export const seedPackages = (world: World): void => {
  const sql = 'INSERT INTO vmpackages ( name, pkg_vm_cpus, pkg_vm_ram, pkg_vm_disk ) VALUES ( ?, ?, ?, ? )';
  for (const size of packages) world.change('local', sql, ...size);
};
