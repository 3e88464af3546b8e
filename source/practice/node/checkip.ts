import type {Call} from '../call.ts';
import {inNetwork, ipType, withoutPrefix} from './ip.ts';
import {addressesOnNet, ownAddresses} from './neighbours.ts';
import {nodeRow} from './node-row.ts';

/** By exit code alone: 0 not in the pool, 1 free (or in the pool, with check=0), 2 somebody has it. */
export const checkip = (call: Call): number => {
  const address = withoutPrefix(call.get('ip'));
  if (/^(dhcp|dhcpv6|0)$/i.test(address)) return 1;
  const check = ipType(address) === 6 ? '2' : call.get('check');
  if (check === '0') {
    const pools = nodeRow(call.world).pool.split(/\s+/).filter(Boolean);
    return pools.some(pool => inNetwork(address, pool)) ? 1 : 0;
  }
  if (!['1', '2', '3'].includes(check)) return 0;
  if (ownAddresses(call.world).includes(address)) return 2;
  return check !== '3' && addressesOnNet(call.world).has(address) ? 2 : 1;
};
