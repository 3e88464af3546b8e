import {ipType, withoutPrefix} from '../../node/ip.ts';
import type {Piece, SeedInput} from './piece.ts';
import {type Substitution, substitute} from './substitute.ts';
import type {CloudTemplate} from './templates.ts';

/** The seed's network-config: a block for each NIC, a subnet for each of its addresses, then the name servers. */
export function networkConfig(template: CloudTemplate, {value}: SeedInput): Piece {
  let text = template.networkHead ?? '';
  // The MTU asked for is reset before it is read; only the node-wide default reaches the first NIC.
  const mtu = value('default_ci_interface_mtu') || '1500';
  const nics = `${value('ci_interface')} ${value('ci_interface2')}`.split(/\s+/).filter(Boolean);
  for (const [index] of nics.entries()) {
    const name = `${value('ci_interface_name')}${index}`;
    const ownMtu = index === 0 ? mtu : '1500';
    text += fill(template.networkInterface ?? '', [
      colon('ci_interface_name', name),
      colon('ci_interface_mtu', ownMtu),
    ]);
    const subnets = index === 0 ? value('ci_ip4_addr') : index === 1 ? value('ci_ip4_addr2') : '';
    const extra = index === 0 ? firstNicKeys(value, name, ownMtu) : [];
    let gateway = index === 0 ? value('ci_gw4') : value('ci_gw42');
    for (const address of subnets.split(',').filter(Boolean)) {
      if (index === 0 && address === 'REALDHCP') {
        text += fill(template.networkDhcp ?? '', [hash('uuid', value('uuid'))]);
        continue;
      }
      const kind = ipType(address);
      if (kind === 0) return {text: `${text}Not in bhyve emulator: ${value('jname')}\n`, failed: true};
      const prefix = address.includes('/') ? address.slice(address.indexOf('/') + 1) : kind === 4 ? '24' : '64';
      if (!/^\d+$/.test(prefix)) {
        return {text: `${text}cloudinit: v${kind} prefix not a number: ${prefix}: ${address}\n`, failed: true};
      }
      text += fill(template.networkStatic, [
        hash('ipv4_true', String(kind === 4)),
        hash('ipv6_true', String(kind === 6)),
        hash('ci_ip4_addr', `${withoutPrefix(address)}/${prefix}`),
        hash('uuid', value('uuid')),
        hash('ci_gw4', gateway),
        ...extra,
      ]);
      if (index === 0) gateway = '';
    }
  }
  return {text: text + fill(template.networkTail ?? '', nameServers(value)), failed: false};
}

const colon = (key: string, value: string): Substitution => ({key, value, delimiter: ':'});
const hash = (key: string, value: string): Substitution => ({key, value, delimiter: '#'});
const fill = (template: string, keys: readonly Substitution[]): string => substitute(template, keys) ?? '';

const nameServers = (value: SeedInput['value']): readonly Substitution[] => [
  colon('ci_nameserver_address', value('ci_nameserver_address')),
  colon('ci_nameserver_search', value('ci_nameserver_search')),
];

/** Given to every template's subnet, so a name server with a colon loses the whole subnet too. */
const firstNicKeys = (value: SeedInput['value'], name: string, mtu: string): readonly Substitution[] => [
  colon('ci_interface_name', name),
  colon('ci_fqdn', value('ci_fqdn')),
  ...nameServers(value),
  colon('ci_interface_mtu', mtu),
];
