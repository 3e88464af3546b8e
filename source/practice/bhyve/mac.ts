import {randomBytes} from 'node:crypto';

/** A new address with CBSD's prefix for VMs. */
export const newMac = (): string =>
  ['00:a0:98', ...[...randomBytes(3)].map(byte => byte.toString(16).padStart(2, '0'))].join(':');
