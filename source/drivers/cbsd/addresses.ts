import {nextFreeAddress} from '../../text/address.ts';
import {type CbsdContext, guestInWords} from './context.ts';

/** Addresses that nobody may get, each with its owner in words. */
export function addressOwners(context: CbsdContext): ReadonlyMap<string, string> {
  const known = owners.get(context);
  if (known) return known;
  const fresh = readOwners(context);
  owners.set(context, fresh);
  return fresh;
}

/**
 * What `DHCP` or `DHCPv6` becomes: CBSD takes the first free address of the node's pool itself, once; the plan takes it
 * before, so that it can be shown and checked. It looks at VMs too, which CBSD's `dhcpd` does not (cbsd-ops 7.5).
 */
export function freeAddress(word: string, context: CbsdContext, besides: readonly string[] = []): string | null {
  const pools = word === 'DHCP' ? context.node.pools : context.node.pools6;
  return nextFreeAddress(pools, new Set([...addressOwners(context).keys(), ...(context.claimed ?? []), ...besides]));
}

/** A form asks a dozen times of one look at the host, which may hold ten thousand guests. */
const owners = new WeakMap<CbsdContext, ReadonlyMap<string, string>>();

function readOwners(context: CbsdContext): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const address of context.neighbours) found.set(address, 'a machine on the net');
  for (const address of context.leases) found.set(address, 'a lease that CBSD gave out just now');
  for (const guest of context.guests) for (const address of guest.addresses) found.set(address, guestInWords(guest));
  if (context.node.address) found.set(context.node.address, 'this node itself');
  return found;
}
