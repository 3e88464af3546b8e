import type {Operator, Probe} from '../../model/driver.ts';
import type {Forward, Guest} from '../../model/guest.ts';
import {portMap} from '../../model/port-map.ts';
import type {Transport} from '../../model/transport.ts';
import {readSections, shell} from '../../text/sections.ts';
import {attributeAt, textAt} from '../../text/xml.ts';
import type {Doors, LibvirtContext} from './context.ts';
import {type Door, readLive, readStored} from './expose/doors.ts';
import {readOwn} from './library/catalogue.ts';
import {type Domain, readDomains} from './look/domains.ts';
import {type HostFacts, readHost} from './look/host.ts';
import {readImages, readParts, readSums} from './look/images.ts';
import {addressOf, type Lease, type Network, readLeases, readNetworks} from './look/networks.ts';
import {entriesOf, readScreens} from './look/screens.ts';
import {domainsScript, hostScript} from './look/scripts.ts';
import {exposeFile, plainName} from './paths.ts';

export type Look = {
  readonly guests: readonly Guest[];
  readonly problems: readonly string[];
  /** null: the daemon could not be asked, so nothing can be planned. */
  readonly context: LibvirtContext | null;
};

/** Ten thousand domains are told in about 40 MB. */
const outputLimit = 128 * 1024 * 1024;

/** The whole host in two commands, whatever the number of guests. */
export async function inspect(transport: Transport, _probe: Probe, operator: Operator, now: number): Promise<Look> {
  const [domains, host] = await Promise.all([
    transport.read({argv: shell(domainsScript), outputLimit}),
    transport.read({argv: shell(hostScript), outputLimit}),
  ]);
  return readLook(domains.stdout, host.stdout, operator, now);
}

/** Recorded text in, records out. */
export function readLook(domainsText: string, hostText: string, operator: Operator, now: number): Look {
  const told = readSections(domainsText);
  const sections = new Map([...told, ...readSections(hostText)]);
  const text = (name: string) => sections.get(name) ?? '';
  if (!told.has('domains') || !told.has('states'))
    return {
      guests: [],
      context: null,
      problems: ['libvirt cannot be asked: is its daemon running, and may you ask it?'],
    };
  const domains = readDomains(text);
  const networks = readNetworks(text);
  const leases = readLeases(text('leases'));
  const host = readHost(text);
  const files = filesOf(text('stored'));
  const stored = readStored(text('stored'));
  const live = host.tools.has('nft') && text('tables').endsWith('readable') ? readLive(text('live')) : null;
  const images = readImages(text('images'), text('heads'));
  const sizes = new Map((images ?? []).map(({path, virtualBytes}) => [path, virtualBytes]));
  const bare = domains.map(domain => ({
    ...guestOf(domain, networks, leases, stored, now),
    diskBytes: diskBytesOf(domain, sizes),
  }));
  const map = portMap(bare, live, host.listeners, true);
  const screens = readScreens(text('screens'));
  const guests = bare.map(guest => ({
    ...guest,
    ...(guest.state === 'running' ? entriesOf(guest.name, screens.get(guest.name), host, operator) : {}),
    forwards: map.filter(forward => forward.stored && forward.guest === guest.name),
  }));
  const doors: Doors = {stored, live, isSetUp: files.has(exposeFile), files, map};
  const context: LibvirtContext = {
    host,
    domains,
    networks,
    leases,
    images,
    there: new Set(text('there').split('\n')),
    offers: readOwn(text('offers')),
    sums: readSums(text('sums')),
    parts: readParts(text('images')),
    folders: new Set(text('folders').split('\n').filter(Boolean)),
    doors,
    operator,
    now,
  };
  return {guests, context, problems: problemsOf(domains, host, live)};
}

function guestOf(
  domain: Domain,
  networks: readonly Network[],
  leases: readonly Lease[],
  stored: readonly Door[],
  now: number,
): Omit<Guest, 'diskBytes'> {
  const {name, state, reason, xml, cpus, memoryBytes, autostart, nics} = domain;
  const addresses = nics.flatMap(({mac}) => addressOf(mac, networks, leases, now) ?? []);
  return {
    name,
    kind: 'vm',
    state,
    stateReason: reason,
    addresses,
    hostname: networks.flatMap(({reservations}) => reservations).find(each => each.mac === nics[0]?.mac)?.name || name,
    os: systemOf(domain),
    autostart,
    managed: plainName(name),
    cpus,
    memoryBytes,
    settings: xml ? {uuid: domain.uuid, machine: attributeAt(xml, 'machine', 'os', 'type')} : {uuid: domain.uuid},
    forwards: stored.filter(({owner}) => owner === name).map(door => forwardOf(door)),
  };
}

/** What its disks hold at most; null: it has none, or not all of them lie where images are looked at. */
function diskBytesOf({disks}: Domain, sizes: ReadonlyMap<string, number>): number | null {
  const own = disks.filter(({device, readonly}) => device === 'disk' && !readonly);
  const sum = own.reduce((all, {file}) => all + (sizes.get(file) ?? Number.NaN), 0);
  return sum > 0 ? sum : null;
}

export const forwardOf = ({owner, ...door}: Door): Forward => ({...door, guest: owner, stored: true, live: null});

/** The image that it was made from here, else what virt-install noted: `http://debian.org/debian/12` → `debian 12`. */
export function systemOf({xml}: Domain): string {
  if (!xml) return '';
  const noted = attributeAt(xml, 'id', 'metadata', 'libosinfo:libosinfo', 'libosinfo:os');
  return textAt(xml, 'metadata', 'construct:guest', 'construct:image') || noted.split('/').slice(-2).join(' ');
}

/** Lines told by `grep -H` put together again. */
function filesOf(text: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const end = line.indexOf(':');
    const path = line.slice(0, end);
    files.set(path, `${files.get(path) ?? ''}${line.slice(end + 1)}\n`);
  }
  return files;
}

const problemsOf = (domains: readonly Domain[], host: HostFacts, live: unknown): readonly string[] => [
  ...(domains.length > 0 && domains.every(({xml}) => xml === null)
    ? ['The settings of the domains cannot be read: /etc/libvirt/qemu is root’s']
    : []),
  ...(live === null && host.tools.has('nft')
    ? ['The firewall could not be read: whether a forward is live is not known']
    : []),
];
