import {isIPv6} from 'node:net';
import type {Call} from '../call.ts';
import {paths} from '../host.ts';
import {withoutPrefix} from './ip.ts';
import {openLeases} from './leases.ts';

const leaseFile = `${paths.tmp}/dhcpdv6.lease`;

/** The first IPv6 address of the node's pool that nobody has; 1 without a pool. */
export const dhcpdv6 = (call: Call): number => {
  const {world} = call;
  const {n0, n1, n2} = call.paint;
  const row = world.query('local', 'SELECT nodeip6, nodeip6pool FROM local')[0];
  const pool = call.get('ip6pool').replaceAll(',', ' ') || String(row?.nodeip6pool ?? '');
  if (['', '0', '(null)', 'null'].includes(pool)) call.fail(`${n1}no nodeip6pool${n0}`);
  const [net = ''] = pool.split('/');
  if (!isIPv6(net)) call.fail(`${n1}not IPv6?: ${n2}${pool}${n0}`);
  const guests = world
    .query('local', "SELECT DISTINCT ip4_addr FROM jails WHERE ip4_addr LIKE '%:%'")
    .flatMap(each => String(each.ip4_addr).split(','))
    .map(address => short(withoutPrefix(address)));
  const address = world.locked('dhcpdv6', () => {
    const leases = openLeases(world, leaseFile, '|');
    const taken = new Set([short(String(row?.nodeip6)), ...leases.held, ...guests]);
    const stem = net.endsWith('::') ? net : `${net.replace(/:[^:]*$/, '')}:`;
    for (let number = 1; number <= 0xfffc; number += 1) {
      const candidate = short(`${stem}${number.toString(16)}`);
      if (taken.has(candidate)) continue;
      leases.add(candidate, Number(call.get('lease_time') || 30));
      return candidate;
    }
    return '';
  });
  call.say(address);
  return 0;
};

/** One spelling for every address: the shortest. */
const short = (address: string): string => {
  const url = isIPv6(address) ? URL.parse(`http://[${address}]`) : null;
  return url === null ? address : url.hostname.slice(1, -1);
};
