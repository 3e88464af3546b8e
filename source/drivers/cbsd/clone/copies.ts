import {fingerprint} from '../../../model/fingerprint.ts';
import type {Get} from '../../../model/form.ts';
import {hostname as hostnameProblem} from '../../../model/kinds/value.ts';
import type {Refusal} from '../../../model/plan.ts';
import {bareAddress, parseAddress} from '../../../text/address.ts';
import {nameSeries, namesIn} from '../../../text/names.ts';
import {freeAddress} from '../addresses.ts';
import type {CbsdContext} from '../context.ts';
import {hostLabel} from '../forms/shared.ts';
import {refuse} from '../plans/finish.ts';
import type {Source} from './source.ts';

/** One clone that is wished for. */
export type Copy = {
  readonly name: string;
  readonly hostname: string;
  /** As CBSD gets it: `10.0.0.14`, `em0#10.0.0.14/24`, `REALDHCP`, `0`. */
  readonly address: string;
  /** The source's address to this one's, member by member, without prefix. */
  readonly moved: ReadonlyMap<string, string>;
  /** Empty: the source has none that is stored. */
  readonly uuid: string;
};

/** Nothing where there is no source: whoever only looks at the form has none. */
export const firstName = (source: string, context: CbsdContext): string =>
  source === '' ? '' : (nameSeries(source, 1, new Set(context.guests.map(guest => guest.name)))[0] ?? '');

/** `web2.my.domain` after `web1.my.domain`. */
export const hostnameFor = (name: string, source: Source): string =>
  [hostLabel(name), ...source.hostname.split('.').slice(1)].filter(Boolean).join('.');

export const hostnamesFor = (names: readonly string[], source: Source): string =>
  names.map(name => hostnameFor(name, source)).join(',');

export function hostnamesProblem(value: string, count: number): string | null {
  const names = value.split(',');
  if (names.length !== count)
    return `Write ${count} host name${count === 1 ? '' : 's'}, one for each clone, with commas between them.`;
  return names.map(hostnameProblem).find(problem => problem !== null) ?? null;
}

export type Copies = {readonly copies: readonly Copy[]; readonly refusals: readonly Refusal[]};

/** Every clone with its own name, host name and addresses: what nobody else has, one after the other. */
export function copiesOf(get: Get, source: Source, context: CbsdContext): Copies {
  const names = namesIn(get('new')) ?? [];
  const hostnames = get('host_hostname').split(',');
  const given = get('ip4_addr').split(',');
  if (!oneForAll(get('ip4_addr')) && names.length > 1 && given.length !== names.length)
    return {copies: [], refusals: [refuse('invalid', 'ip4_addr', addressCount(names.length))]};
  const taken: string[] = [];
  const refusals: Refusal[] = [];
  const copies = names.map((name, index): Copy => {
    const wish = oneForAll(get('ip4_addr')) ? get('ip4_addr') : names.length === 1 ? get('ip4_addr') : given[index];
    const {members, refusal} = settle(wish ?? '', source, context, taken);
    if (refusal) refusals.push(refusal);
    const bare = members.flatMap(member => bareAddress(member) ?? []);
    const twice = bare.find(address => taken.includes(address));
    if (twice) refusals.push(refuse('invalid', 'ip4_addr', `${twice} stands for two clones: each needs its own.`));
    taken.push(...bare);
    const moved = new Map(
      source.addresses.split(',').flatMap((member, at) => {
        const [old, fresh] = [bareAddress(member), bareAddress(members[at] ?? '')];
        return old && fresh ? [[old, fresh] as const] : [];
      }),
    );
    const hostname = hostnames[index] ?? hostnameFor(name, source);
    return {name, hostname, address: members.join(','), moved, uuid: uuidFor(name, source, members)};
  });
  return {copies, refusals};
}

/** Words that mean something for each clone by itself. */
const oneForAll = (value: string): boolean => ['DHCP', 'DHCPv6', 'REALDHCP', '0'].includes(value);

const addressCount = (count: number): string =>
  `Write ${count} addresses, one for each clone, or DHCP for the next free ones.`;

type Settled = {readonly members: readonly string[]; readonly refusal: Refusal | null};

/** `DHCP`: as many addresses as the source has, each of its version, on its interface and with its prefix. */
function settle(wish: string, source: Source, context: CbsdContext, taken: readonly string[]): Settled {
  if (wish !== 'DHCP' && wish !== 'DHCPv6') return {members: wish.split(','), refusal: null};
  const own: string[] = [];
  const shapes = wish === 'DHCPv6' ? ['DHCPv6'] : source.addresses.split(',').filter(member => member !== '');
  for (const shape of shapes.length > 0 ? shapes : ['DHCP']) {
    const word = parseAddress(bareAddress(shape) ?? '')?.version === 6 || shape === 'DHCPv6' ? 'DHCPv6' : 'DHCP';
    const free = freeAddress(word, context, [...taken, ...own]);
    if (free === null) return {members: [], refusal: noneFree(word, context)};
    own.push(free);
  }
  return {
    members: own.map((address, at) => {
      const shape = source.addresses.split(',')[at] ?? '';
      if (bareAddress(shape) === null || source.vm) return address;
      return `${/^[^#]*#/.exec(shape)?.[0] ?? ''}${address}${/\/\d+$/.exec(shape)?.[0] ?? ''}`;
    }),
    refusal: null,
  };
}

function noneFree(word: string, context: CbsdContext): Refusal {
  const pools = word === 'DHCP' ? context.node.pools : context.node.pools6;
  return refuse(
    'address-in-use',
    'ip4_addr',
    pools.length === 0
      ? `This node has no pool of ${word === 'DHCP' ? 'IPv4' : 'IPv6'} addresses: write one of your own.`
      : `No address of ${pools.join(' ')} is free: write one of your own.`,
  );
}

/** A plan is pure: the new number follows from what the clone is, and no two clones of one node share it. */
function uuidFor(name: string, source: Source, members: readonly string[]): string {
  const old = source.row.uuid ?? '';
  if (!source.vm || old === '' || old === '0') return '';
  const hex = fingerprint(['uuid', old, source.name, name, members]);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
