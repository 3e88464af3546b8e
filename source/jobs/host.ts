import {join} from 'node:path';
import {driverById} from '../drivers/registry.ts';
import type {Driver} from '../model/driver.ts';
import type {Transport} from '../model/transport.ts';
import {createLocalTransport} from '../transport/local.ts';
import type {HostRef} from './events.ts';

export type OpenHost = {readonly transport: Transport; readonly driver: Driver};

/**
 * The way to a host again, for a screen as for a runner. `elevate` is put before every command (`sudo -n`); a runner
 * has been elevated itself and gives none.
 */
export function openHost(ref: HostRef, elevate: readonly string[] = []): OpenHost {
  return {driver: driverById(ref.driver), transport: openTransport(ref.practice, elevate)};
}

/** On the practice host PATH holds its tools alone and every path that is written lies under its folder. */
export const openTransport = (practice: string | null, elevate: readonly string[] = []): Transport =>
  practice === null
    ? createLocalTransport({elevate})
    : createLocalTransport({practice: true, root: join(practice, 'root'), path: join(practice, 'bin')});
