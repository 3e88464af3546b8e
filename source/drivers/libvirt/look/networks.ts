import {inNetwork, parseAddress} from '../../../text/address.ts';
import {all, attributeAt, readXml, textAt} from '../../../text/xml.ts';

export type Reservation = {readonly mac: string; readonly name: string; readonly address: string};

export type Network = {
  readonly name: string;
  /** `nat`, `route`, `open`, `bridge`, …; `isolated` where it says nothing. */
  readonly mode: string;
  readonly bridge: string;
  /** The host's own address in it with its prefix; empty: libvirt hands out no addresses there. */
  readonly gateway: string;
  readonly hasDhcp: boolean;
  readonly reservations: readonly Reservation[];
  readonly active: boolean;
  readonly autostart: boolean;
};

export type Lease = {readonly mac: string; readonly address: string; readonly expires: number};

export function readNetworks(text: (section: string) => string): readonly Network[] {
  const active = new Set(
    text('active-networks')
      .split('\n')
      .map(line => line.trim()),
  );
  const autostart = new Set(text('networks-autostart').split('\n'));
  return readXml(text('networks')).map(network => {
    const name = textAt(network, 'name');
    const [ip] = all(network, 'ip').filter(each => (each.attributes.family ?? 'ipv4') === 'ipv4');
    const forward = all(network, 'forward')[0];
    return {
      name,
      mode: forward ? (forward.attributes.mode ?? 'nat') : 'isolated',
      bridge: attributeAt(network, 'name', 'bridge'),
      gateway: ip ? withPrefix(ip.attributes) : '',
      hasDhcp: ip !== undefined && all(ip, 'dhcp').length > 0,
      reservations: (ip ? all(ip, 'dhcp', 'host') : []).map(({attributes}) => ({
        mac: (attributes.mac ?? '').toLowerCase(),
        name: attributes.name ?? '',
        address: attributes.ip ?? '',
      })),
      active: active.has(name),
      autostart: autostart.has(`${name}.xml`),
    };
  });
}

const withPrefix = ({address = '', netmask = '', prefix = ''}: Readonly<Record<string, string>>): string => {
  const length = prefix || String(netmask.split('.').reduce((bits, octet) => bits + ones(Number(octet)), 0));
  return parseAddress(`${address}/${length}`) ? `${address}/${length}` : '';
};

const ones = (octet: number): number => octet.toString(2).replaceAll('0', '').length;

/** The JSON files of libvirt's dnsmasq helpers, one array after the other; a lease outlives the guest that took it (libvirt, 0.5). */
export const readLeases = (text: string): readonly Lease[] =>
  text.split(/(?<=^\])\n?/m).flatMap(piece => {
    try {
      const rows = JSON.parse(piece) as readonly Readonly<Record<string, string | number>>[];
      return rows.map(row => ({
        mac: String(row['mac-address'] ?? '').toLowerCase(),
        address: String(row['ip-address'] ?? ''),
        expires: Number(row['expiry-time'] ?? 0) * 1000,
      }));
    } catch {
      return [];
    }
  });

/** What is reserved for a card, else what it was leased and still holds. */
export function addressOf(
  mac: string,
  networks: readonly Network[],
  leases: readonly Lease[],
  now: number,
): string | null {
  const reserved = networks.flatMap(({reservations}) => reservations).find(each => each.mac === mac);
  if (reserved) return reserved.address;
  const held = leases.filter(lease => lease.mac === mac && lease.expires > now);
  return held.sort((a, b) => b.expires - a.expires)[0]?.address ?? null;
}

export const networkOf = (address: string, networks: readonly Network[]): Network | undefined =>
  networks.find(({gateway}) => gateway !== '' && inNetwork(address, gateway));
