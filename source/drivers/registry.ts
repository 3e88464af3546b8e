import type {Driver} from '../model/driver.ts';
import {cbsd} from './cbsd/index.ts';
import {libvirt} from './libvirt/index.ts';

/** Every platform that we know, in the order in which a host is asked for them. */
export const drivers: readonly Driver[] = [cbsd, libvirt];

/** The platform that the practice host plays. */
export const practised: Driver = cbsd;

/** Throws for an id that no driver has: job folders hold only ids from here. */
export function driverById(id: string): Driver {
  const driver = drivers.find(candidate => candidate.id === id);
  if (!driver) throw new Error(`There is no driver called ${id}`);
  return driver;
}
