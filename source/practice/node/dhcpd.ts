import type {Call} from '../call.ts';
import {paths} from '../host.ts';
import {ipType, toAddress, toNumber, withoutNic, withoutPrefix} from './ip.ts';
import {openLeases} from './leases.ts';
import {addressesOnNet} from './neighbours.ts';
import {nodeRow} from './node-row.ts';

const leaseFile = `${paths.tmp}/dhcpd.lease`;

/** The first address of the pools that nobody has: 0 with the address, 1 without a pool, 2 when all are taken. */
export const dhcpd = (call: Call): number => {
  const {world} = call;
  const node = nodeRow(world);
  const pool = call.get('ip4pool').replaceAll(',', ' ') || node.pool;
  const cleanup = call.get('cleanup').split(/\s+/).filter(Boolean);
  if (cleanup.length > 0) return forget(call, cleanup);
  if (['', '0', '(null)'].includes(pool)) call.fail(`${call.paint.n1}no nodeippool${call.paint.n0}`);
  const address = world.locked('dhcpd', () => {
    const leases = openLeases(world, leaseFile, '|');
    const taken = new Set([node.nodeip, ...leases.held, ...guestAddresses(call), ...addressesOnNet(world)]);
    for (const candidate of candidates(call, pool)) {
      if (taken.has(candidate)) continue;
      leases.add(candidate, Number(call.get('lease_time') || 30));
      return candidate;
    }
    return null;
  });
  if (address === null) return 2;
  call.say(address);
  return 0;
};

/** Only the table `jails` is asked, so an address that a VM got from its own settings is not seen (cbsd-ops 7.5). */
const guestAddresses = ({world}: Call): string[] =>
  world
    .query('local', "SELECT DISTINCT ip4_addr FROM jails WHERE ip4_addr != '0' AND ip4_addr != 'DHCP'")
    .flatMap(row => String(row.ip4_addr).split(','))
    .map(address => withoutPrefix(withoutNic(address)))
    .filter(address => ipType(address) === 4);

function* candidates(call: Call, pools: string): Generator<string> {
  for (const pool of pools.split(/\s+/).filter(Boolean)) {
    const [from, to] = ends(call, pool);
    for (let number = from; number <= to; number += 1) yield toAddress(number);
  }
}

/** A network without its own and its broadcast address, a range in the last number (`10.0.0.5-9`), or one address. */
const ends = (call: Call, pool: string): readonly [number, number] => {
  const [base = '', bits] = pool.split('/');
  if (bits !== undefined) {
    if (!/^\d+$/.test(bits) || Number(bits) > 32) call.fail(`dhcpd: init_network: bad netmask ${pool}`);
    const size = 2 ** (32 - Number(bits));
    const first = Math.floor(toNumber(base) / size) * size;
    return size === 1 ? [1, 0] : size === 2 ? [first, first + 1] : [first + 1, first + size - 2];
  }
  const range = /^(.*\.)(\d*)-(\d*)$/.exec(base);
  if (range === null) return [toNumber(base), toNumber(base)];
  const [, head = '', start = '', end = ''] = range;
  if (start === '' || end === '') call.fail(`dhcpd: init_network: last octet range error: ${start}-${end}`);
  return [toNumber(head + start), toNumber(head + end)];
};

const forget = ({world}: Call, addresses: readonly string[]): number => {
  const left = (world.read(leaseFile) ?? '').split('\n').filter(line => !addresses.includes(line.split('|')[0] ?? ''));
  world.write(leaseFile, left.join('\n'));
  return 0;
};
