import type {CheckRow} from '../../../../model/doctor.ts';
import type {Facts} from '../facts.ts';
import {addressChecks} from './addresses.ts';
import {firewallChecks} from './firewall.ts';
import {guestChecks} from './guests.ts';
import {kernelChecks} from './kernel.ts';
import {natChecks} from './nat.ts';
import {platformChecks} from './platform.ts';
import {serviceChecks} from './services.ts';
import {storageChecks} from './storage.ts';
import {upgradeChecks} from './upgrades.ts';

/** Everything that is looked at on a FreeBSD host for CBSD, in the order in which one would put it right. */
export const checks: readonly CheckRow<Facts>[] = [
  ...platformChecks,
  ...upgradeChecks,
  ...kernelChecks,
  ...storageChecks,
  ...natChecks,
  ...firewallChecks,
  ...addressChecks,
  ...serviceChecks,
  ...guestChecks,
];
