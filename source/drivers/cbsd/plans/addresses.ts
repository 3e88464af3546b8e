import type {Refusal} from '../../../model/plan.ts';
import {inNetwork, parseAddress} from '../../../text/address.ts';
import {freeAddress} from '../addresses.ts';
import type {CbsdContext} from '../context.ts';
import {refuse} from './finish.ts';

export type AddressPlan = {
  readonly value: string;
  readonly notes: readonly string[];
  readonly refusals: readonly Refusal[];
};

/** `DHCP` as the address that it will be, so that the plan shows it, claims it and checks it; other values stay. */
export function addressPlan(field: string, value: string, context: CbsdContext): AddressPlan {
  if (value !== 'DHCP' && value !== 'DHCPv6') return {value, notes: [], refusals: []};
  const pools = value === 'DHCP' ? context.node.pools : context.node.pools6;
  const free = freeAddress(value, context);
  if (free)
    return {
      value: free,
      notes: [`${value} is ${free} here, the next free address of ${pools.join(' ')}.`],
      refusals: [],
    };
  return {
    value,
    notes: [],
    refusals: [refuse('address-in-use', field, `Every address of ${pools.join(' ')} is taken: write one of your own.`)],
  };
}

/** The prefix that goes with an address of a pool: the pool's own, else CBSD's customary one. */
export function withPrefix(address: string, context: CbsdContext): string {
  const parsed = parseAddress(address);
  if (!parsed || parsed.prefix !== null) return address;
  const pool = [...context.node.pools, ...context.node.pools6].find(each => inNetwork(address, each));
  const prefix = pool === undefined ? null : (parseAddress(pool)?.prefix ?? null);
  const usual = parsed.version === 4 ? 24 : 64;
  return `${address}/${prefix !== null && prefix < (parsed.version === 4 ? 31 : 127) ? prefix : usual}`;
}
