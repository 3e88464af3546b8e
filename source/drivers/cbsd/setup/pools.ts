import {inNetwork, parseAddress} from '../../../text/address.ts';
import {type HostFacts, ownAddress, ownNetworks} from './facts.ts';

/** The private nets that CBSD translates, each a unit: the one that holds natip is left out (cbsd-ops 1.8). */
export const privateNets = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] as const;

/** CBSD's own candidates for a pool (cbsd-ops 1.4). */
const candidates =
  `10.0.0 10.0.50 10.0.200 10.1.0 10.50.0 10.100.0 10.200.0 172.16.0 172.20.0 172.30.0 192.168.0 192.168.128
192.168.254`
    .split(/\s+/)
    .map(start => `${start}.0/24`);

const range = /^(\d+\.\d+\.\d+)\.(\d+)-(\d+)$/;

/** The ends of a pool: of a range its first and last address, of a network itself. null: it is neither. */
function endsOf(pool: string): readonly string[] | null {
  const [, head = '', from = '', to = ''] = range.exec(pool) ?? [];
  if (head !== '') {
    const ends = [`${head}.${from}`, `${head}.${to}`];
    return Number(from) <= Number(to) && Number(to) <= 255 && ends.every(end => parseAddress(end)) ? ends : null;
  }
  const net = parseAddress(pool);
  return net?.prefix == null ? null : [net.text];
}

const isRange = (pool: string): boolean => range.test(pool);

/** True when one address at least is in both; ranges lie within one /24. */
const overlaps = (pool: string, network: string): boolean =>
  (endsOf(pool) ?? []).some(end => inNetwork(end, network)) ||
  (!isRange(pool) && inNetwork(network.replace(/\/.*$/, ''), pool));

const holds = (pool: string, address: string): boolean => {
  const [, head = '', from = '', to = ''] = range.exec(pool) ?? [];
  if (head === '') return inNetwork(address, pool);
  const last = Number(address.split('.')[3]);
  return address.startsWith(`${head}.`) && last >= Number(from) && last <= Number(to);
};

export const poolsOf = (value: string): readonly string[] => value.split(/\s+/).filter(Boolean);

/** The first of CBSD's candidates that meets none of the host's nets; CBSD's own choice may (cbsd-ops 1.4). */
export function freePool(facts: HostFacts): string {
  const own = ownNetworks(facts);
  const near = privateNets.find(net => inNetwork(ownAddress(facts), net));
  const free = candidates.filter(pool => own.every(network => !overlaps(pool, network)));
  return free.find(pool => near === undefined || !overlaps(pool, near)) ?? free[0] ?? '';
}

/** What is wrong with pools of addresses, and the way out; CBSD checks none of it. */
export function poolProblem(value: string, isLan: boolean, facts: HostFacts): string | null {
  if (value.includes(',')) return 'Write blanks between networks: a comma is not split by CBSD.';
  const pools = poolsOf(value);
  for (const pool of pools) {
    if (endsOf(pool) === null) return `${pool} is no pool: write a network as 10.0.0.0/24 or a range as 10.0.0.30-90.`;
    const met = ownNetworks(facts).find(network => overlaps(pool, network));
    if (met && !isLan)
      return `${pool} meets this host's own net ${met}: guests there would need network=lan; else take ${freePool(facts)}.`;
    if (!met && isLan) return `${pool} is in no net of this host: on the LAN write a range of it that is nobody's.`;
    const taken = [facts.gateway, ...facts.interfaces.flatMap(each => each.addresses.map(({address}) => address))];
    const held = taken.find(address => address !== '' && holds(pool, address));
    if (held)
      return `${pool} holds ${held}, which is ${held === facts.gateway ? 'the gateway' : 'this host'}: leave it out by a range.`;
    const twin = pools.find(other => other !== pool && overlaps(pool, isRange(other) ? pool : other));
    if (twin && !isRange(pool) && !isRange(twin)) return `${pool} and ${twin} overlap: leave one out.`;
  }
  return null;
}

/** A range at the upper end of the host's own net, for guests that shall be part of it. */
export function lanPool(facts: HostFacts): string {
  const [address = ''] = ownNetworks(facts);
  const [, head = ''] = /^(\d+\.\d+\.\d+)\.\d+\/24$/.exec(address) ?? [];
  return head === '' ? '' : `${head}.200-249`;
}

/** Why CBSD would not translate for this pool (cbsd-ops 1.8); null: it does. */
export function untranslated(value: string, natip: string): string | null {
  const net = privateNets.find(each => inNetwork(natip, each));
  const pool = net && poolsOf(value).find(each => overlaps(each, net));
  return pool
    ? `CBSD does not translate ${net}, because ${natip} is in it too: guests in ${pool} would not get out. Take a pool in another private net.`
    : null;
}

/** True when guests get addresses of a net that the host is in itself. */
export const isOnLan = (value: string, facts: HostFacts): boolean =>
  poolsOf(value).some(pool => ownNetworks(facts).some(network => overlaps(pool, network)));
