import {refuse} from '../../../model/draft.ts';
import type {Assumption, Refusal} from '../../../model/plan.ts';
import {bareAddress, inNetwork, nextFreeAddress, parseAddress} from '../../../text/address.ts';
import {formatBytes} from '../../../text/units.ts';
import {domainInWords, type LibvirtContext} from '../context.ts';
import {insteadOf} from '../instead.ts';
import type {Domain} from '../look/domains.ts';
import {chainOf} from '../look/images.ts';
import {addressOf, type Network} from '../look/networks.ts';
import {plainName} from '../paths.ts';

export const domainOf = (name: string, {domains}: LibvirtContext): Domain | undefined =>
  domains.find(domain => domain.name === name);

type Operable = {readonly domain: Domain | null; readonly refusals: readonly Refusal[]};

/** The domain when something can be done with it, else why not. */
export function operable(name: string, context: LibvirtContext): Operable {
  const domain = domainOf(name, context);
  const no = (code: Refusal['code'], reason: string) => ({domain: null, refusals: [refuse(code, null, reason)]});
  if (!domain) return no('no-such-guest', `There is no guest ${name} on this host.`);
  if (!plainName(name))
    return no('unsupported', `The name ${name} cannot travel in every command: rename it by virsh domrename first.`);
  if (!domain.xml)
    return no('unsupported', `${name} has no stored settings (virsh calls it transient): it is gone when it stops.`);
  return {domain, refusals: []};
}

export const wrongState = (domain: Domain, wanted: Domain['state']): readonly Refusal[] =>
  domain.state === wanted
    ? []
    : [
        refuse(
          'wrong-state',
          null,
          `${domainInWords(domain)} is not ${wanted}${wanted === 'stopped' ? ': stop it first' : ''}.`,
          domain.name,
        ),
      ];

export function nameRefusal(field: string, name: string, context: LibvirtContext): readonly Refusal[] {
  const owner = domainOf(name, context);
  return owner ? [refuse('name-taken', field, `The name ${name} is taken by ${domainInWords(owner)}.`, name)] : [];
}

type Owner = {readonly says: string; readonly name: string};

/**
 * Who has each address: the net, held leases, reservations, guests, jobs under way, the host; the last one said counts. What the card
 * `except` has is nobody else's.
 */
export function addressOwners(context: LibvirtContext, except = ''): ReadonlyMap<string, Owner> {
  const {domains, networks, leases, host, operator, now} = context;
  const guests = domains.flatMap(domain =>
    domain.nics.flatMap(({mac}): readonly (readonly [string, Owner])[] => {
      const address = addressOf(mac, networks, leases, now);
      return address === null || mac === except ? [] : [[address, {says: domainInWords(domain), name: domain.name}]];
    }),
  );
  const reserved = networks.flatMap(network => network.reservations.map(each => ({...each, network: network.name})));
  const isOwn = (address: string) => reserved.some(each => each.mac === except && each.address === address);
  const told = (address: string, says: string) => [address, {says, name: says}] as const;
  return new Map([
    ...host.neighbours.filter(address => !isOwn(address)).map(address => told(address, 'a machine on the net')),
    ...leases
      .filter(({expires, mac}) => expires > now && mac !== except)
      .map(({address}) => told(address, 'a lease that is still held')),
    ...reserved
      .filter(({mac}) => mac !== except)
      .map(({address, network, name, mac}) => told(address, `a reservation of network ${network} for ${name || mac}`)),
    ...guests,
    ...(operator.claimed ?? []).map(address => told(address, 'a job that is under way')),
    ...host.addresses.map(({address}) => told(bareAddress(address) ?? '', 'this host')),
  ]);
}

/** The next address of the network that nobody has; null: none is free, or libvirt hands out none there. */
export const freeAddress = (
  {gateway}: Pick<Network, 'gateway'>,
  context: LibvirtContext,
  besides: readonly string[] = [],
): string | null =>
  gateway === '' ? null : nextFreeAddress([gateway], new Set([...addressOwners(context).keys(), ...besides]));

export function addressRefusals(field: string, address: string, context: LibvirtContext): readonly Refusal[] {
  const owner = addressOwners(context).get(address);
  return owner
    ? [refuse('address-in-use', field, `The address ${address} is taken by ${owner.says}.`, owner.name)]
    : [];
}

/** Why this network cannot reserve that address, or null. */
export function outsideOf(address: string, {name, gateway}: Pick<Network, 'name' | 'gateway'>): string | null {
  if (gateway === '') return `libvirt hands out no addresses in ${name}: write DHCP.`;
  if (parseAddress(address)?.version !== 4) return 'Only IPv4 addresses are reserved: write one, or DHCP.';
  return inNetwork(address, gateway) ? null : `${address} does not lie in ${name}, which is ${gateway}.`;
}

export function spaceRefusal(
  field: string | null,
  bytes: number,
  what: string,
  {host}: LibvirtContext,
): readonly Refusal[] {
  const free = host.diskFreeBytes;
  if (free === null || bytes <= free) return [];
  return [
    refuse('no-space', field, `${what} needs ${formatBytes(bytes)}, and ${formatBytes(free)} are free on this host.`),
  ];
}

/** qemu-img writes over what it finds, so nothing may be there. A guest that was renamed keeps its files under the old name. */
export const pathRefusals = (paths: readonly string[], {images, domains}: LibvirtContext): readonly Refusal[] =>
  paths
    .filter(path => images?.some(image => image.path === path))
    .map(path => {
      const owner = domains.find(({disks}) => disks.some(({file}) => chainOf(file, images ?? []).includes(path)))?.name;
      return owner === undefined
        ? refuse('name-taken', null, `${path} is there already: look into it and remove it by hand.`, path)
        : refuse('name-taken', null, `${path} belongs to ${owner}: choose another name.`, owner);
    });

const packages: Readonly<Record<string, string>> = {
  'qemu-img': 'apt-get install qemu-utils, or dnf install qemu-img',
  'cloud-localds': 'apt-get install cloud-image-utils, or dnf install xorriso',
  curl: 'apt-get install curl, or dnf install curl',
  xz: 'apt-get install xz-utils, or dnf install xz',
  nft: 'apt-get install nftables, or dnf install nftables',
};

export const toolRefusals = (wanted: readonly string[], {host}: LibvirtContext): readonly Refusal[] =>
  wanted
    .filter(name => !host.tools.has(name) && !host.tools.has(insteadOf[name] ?? name))
    .map(name => refuse('missing', null, `This host lacks ${name}: ${packages[name] ?? `install ${name}`}.`));

/** `uuid`: of the domain that is to have it, which may have it already when a job is gone on with. */
export const nameFree = (name: string, uuid: string): Assumption => ({id: 'name-free', target: name, value: uuid});
/** `mac`: of the card that is to have it, for which it may be reserved already when a job is gone on with. */
export const addressFree = (address: string, mac: string): Assumption => ({
  id: 'address-free',
  target: address,
  value: mac,
});
export const pathFree = (path: string): Assumption => ({id: 'path-free', target: path, value: ''});
export const stateSeen = ({name, state}: Domain): Assumption => ({id: 'guest-state', target: name, value: state});
/** The same by its UUID, which no rename changes. */
export const domainStateSeen = ({uuid, state}: Domain): Assumption => ({
  id: 'domain-state',
  target: uuid,
  value: state,
});
