import {host} from '../../host.ts';
import type {Run} from './run.ts';

const marker = '/var/run/practice-system-tap';

/**
 * The node's own tap is made at the first start after boot, once its physical uplink has a link. The fresh node is the one
 * recorded without a physical NIC, so it never gets one.
 */
export function makeSystemTap({call, settings}: Run): void {
  const {world} = call;
  if (settings.create_cbsdsystem_tap !== '1' || world.settings.world === 'fresh' || world.exists(marker)) return;
  call.say(`init_systap: waiting for link: ${host.nic}`);
  world.write(marker, '');
}
