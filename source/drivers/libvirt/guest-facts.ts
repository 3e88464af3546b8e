import type {Details} from '../../model/driver.ts';
import type {Transport} from '../../model/transport.ts';
import {readSections, shell} from '../../text/sections.ts';
import {all, attributeAt, readXml, textAt, type Xml} from '../../text/xml.ts';
import {settingsOf} from './look/domains.ts';
import {addressOf, type Lease, type Network, readLeases, readNetworks} from './look/networks.ts';
import {detailScript, guestScript} from './look/scripts.ts';
import {plainName} from './paths.ts';

export type GuestFacts = {
  /** False when neither daemon nor its files could be read: then nothing is known. */
  readonly readable: boolean;
  /** As virsh says it: `running (booted)`; empty: there is no such domain. */
  readonly state: string;
  /** What is stored of it; null: there is no such domain. */
  readonly xml: Xml | null;
  /** As it is now. */
  readonly live: Xml | null;
  readonly snapshots: readonly string[];
  /** The snapshot that it goes on from; empty: none. */
  readonly current: string;
  readonly networks: readonly Network[];
  readonly leases: readonly Lease[];
  readonly autostart: boolean;
  /** `qemu-img info` of each of its files, where that was asked. */
  readonly files: readonly Readonly<Record<string, unknown>>[];
};

/** One guest, in one command; null: its name cannot travel. */
export async function readGuest(
  name: string,
  transport: Transport,
  script: string = guestScript,
): Promise<GuestFacts | null> {
  if (!plainName(name)) return null;
  const {stdout} = await transport.read({argv: shell(script, name)});
  const sections = readSections(stdout);
  const text = (section: string) => sections.get(section) ?? '';
  const lines = (section: string) => text(section).split('\n').filter(Boolean);
  return {
    readable: text('readable').trim() !== '',
    state: text('state').trim(),
    xml: readXml(text('xml'))[0] ?? null,
    live: readXml(text('live'))[0] ?? null,
    snapshots: lines('snapshots'),
    current: text('current').trim(),
    networks: readNetworks(text),
    leases: readLeases(text('leases')),
    autostart: lines('autostart').includes(`${name}.xml`),
    files: lines('disks').flatMap(line => {
      try {
        return [JSON.parse(line) as Readonly<Record<string, unknown>>];
      } catch {
        return [];
      }
    }),
  };
}

export async function describe(guest: string, transport: Transport): Promise<Details | null> {
  const facts = await readGuest(guest, transport, detailScript);
  if (!facts?.xml) return null;
  const {disks, nics} = settingsOf(facts.xml);
  const sizes = new Map(facts.files.map(file => [String(file.filename), file] as const));
  return {
    settings: settingsIn(facts.xml, facts),
    disks: disks.map(disk => {
      const file = sizes.get(disk.file);
      return {
        ...{target: disk.target, bus: disk.bus, device: disk.device, file: disk.file, format: disk.format},
        readonly: disk.readonly ? 'yes' : 'no',
        size: String(file?.['virtual-size'] ?? ''),
        used: String(file?.['actual-size'] ?? ''),
        upon: String(file?.['full-backing-filename'] ?? ''),
      };
    }),
    nics: nics.map(nic => ({...nic, address: addressOf(nic.mac, facts.networks, facts.leases, Date.now()) ?? ''})),
    snapshots: facts.snapshots.map(name => ({name})),
  };
}

/** By the names that libvirt's XML has for them. */
const settingsIn = (domain: Xml, {state, autostart, live}: GuestFacts): Readonly<Record<string, string>> => ({
  state,
  uuid: textAt(domain, 'uuid'),
  type: domain.attributes.type ?? '',
  machine: attributeAt(domain, 'machine', 'os', 'type'),
  cpu: attributeAt(domain, 'mode', 'cpu'),
  vcpu: textAt(domain, 'vcpu'),
  memory: `${textAt(domain, 'memory')} ${attributeAt(domain, 'unit', 'memory')}`,
  currentMemory: `${textAt(domain, 'currentMemory')} ${attributeAt(domain, 'unit', 'currentMemory')}`,
  boot: all(domain, 'os', 'boot')
    .map(({attributes}) => attributes.dev ?? '')
    .join(','),
  autostart: autostart ? '1' : '0',
  image: textAt(domain, 'metadata', 'construct:guest', 'construct:image'),
  vnc: screenOf(live),
});

const screenOf = (live: Xml | null): string => {
  const [screen] = live ? all(live, 'devices', 'graphics').filter(({attributes}) => attributes.type === 'vnc') : [];
  const port = Number(screen?.attributes.port ?? -1);
  return screen && port > 0 ? `${screen.attributes.listen ?? '127.0.0.1'}:${port}` : '';
};
