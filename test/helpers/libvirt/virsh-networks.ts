import {rmSync, symlinkSync} from 'node:fs';
import {all, isElement, readXml, textAt, type Xml, xml, xmlText} from '../../../source/text/xml.ts';
import {contentOf, isThere, lying, type Place, put} from './place.ts';
import {Refused, type Verb} from './virsh.ts';

const folder = '/etc/libvirt/qemu/networks';
const fileOf = (name: string): string => `${folder}/${name}.xml`;
const linkOf = (name: string): string => `${folder}/autostart/${name}.xml`;

function networkXml(place: Place, name: string): Xml {
  const [found] = readXml(contentOf(place, fileOf(name)) ?? '');
  if (!found) throw new Refused(`failed to get network '${name}'`);
  return found;
}

/** Networks as virsh 9 treats them; what is so already is an error there, but for autostart (facts, 2.2). */
export const networkVerbs: Readonly<Record<string, Verb>> = {
  'net-list': (_, place) => [...place.activeNetworks].map(name => ` ${name}\n`).join(''),
  'net-define': ([file = ''], place) => {
    const [network] = readXml(contentOf(place, file) ?? '');
    if (!network) throw new Refused(`Failed to open file '${file}': No such file or directory`);
    const name = textAt(network, 'name');
    if (isThere(place, fileOf(name))) throw new Refused(`operation failed: network '${name}' already exists`);
    put(place, fileOf(name), xmlText(network));
    return `Network ${name} defined from ${file}\n`;
  },
  'net-undefine': ([name = ''], place) => {
    networkXml(place, name);
    rmSync(lying(place, fileOf(name)));
    rmSync(lying(place, linkOf(name)), {force: true});
    return `Network ${name} has been undefined\n`;
  },
  'net-start': ([name = ''], place) => {
    networkXml(place, name);
    if (place.activeNetworks.has(name))
      throw new Refused('Requested operation is not valid: network is already active');
    place.activeNetworks.add(name);
    return `Network ${name} started\n`;
  },
  'net-destroy': ([name = ''], place) => {
    networkXml(place, name);
    if (!place.activeNetworks.delete(name))
      throw new Refused(`Requested operation is not valid: network '${name}' is not active`);
    return `Network ${name} destroyed\n`;
  },
  'net-autostart': ([name = '', option], place) => {
    networkXml(place, name);
    rmSync(lying(place, linkOf(name)), {force: true});
    if (option === '--disable') return `Network ${name} unmarked as autostarted\n`;
    put(place, `${folder}/autostart/.keep`, '');
    symlinkSync(lying(place, fileOf(name)), lying(place, linkOf(name)));
    return `Network ${name} marked as autostarted\n`;
  },
  'net-update': ([name = '', verb = '', , text = '', ...options], place) => {
    const [host] = readXml(text);
    if (!host) throw new Refused('XML error');
    if (options.includes('--live') && !place.activeNetworks.has(name))
      throw new Refused(`Requested operation is not valid: network '${name}' is not active`);
    const network = networkXml(place, name);
    put(place, fileOf(name), xmlText(withHosts(network, hosts => updated(verb, host, hosts, name))));
    return `Updated network ${name} persistent config and live state\n`;
  },
};

function updated(verb: string, host: Xml, hosts: readonly Xml[], network: string): readonly Xml[] {
  const {mac, ip, name} = host.attributes;
  const at = hosts.findIndex(({attributes}) => attributes.mac === mac);
  if (verb === 'add') {
    const met = hosts.some(
      ({attributes}) => attributes.mac === mac || attributes.ip === ip || attributes.name === name,
    );
    if (met)
      throw new Refused(
        `there is an existing dhcp host entry in network '${network}' that matches "<host mac='${mac}'/>"`,
      );
    return [...hosts, host];
  }
  if (at < 0) throw new Refused(`couldn't locate a matching dhcp host entry in network '${network}'`);
  return verb === 'delete' ? hosts.filter((_, place) => place !== at) : hosts.with(at, host);
}

function withHosts(network: Xml, edit: (hosts: readonly Xml[]) => readonly Xml[]): Xml {
  const mapped = (node: Xml, name: string, change: (found: Xml) => Xml): Xml => ({
    ...node,
    children: node.children.map(child => (isElement(child) && child.name === name ? change(child) : child)),
  });
  return mapped(network, 'ip', ip =>
    mapped(ip, 'dhcp', dhcp => {
      const others = dhcp.children.filter(child => !isElement(child) || child.name !== 'host');
      return xml('dhcp', {}, ...others, ...edit(all(dhcp, 'host')));
    }),
  );
}
