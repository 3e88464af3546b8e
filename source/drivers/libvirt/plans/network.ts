import ipaddr from 'ipaddr.js';
import {fingerprint} from '../../../model/fingerprint.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {bareAddress} from '../../../text/address.ts';
import {escaped, type Xml, xml, xmlText} from '../../../text/xml.ts';
import type {LibvirtContext} from '../context.ts';
import {masqueradeSteps} from '../expose/set-up.ts';
import type {Network} from '../look/networks.ts';
import {guestsFolder} from '../paths.ts';
import {fileGone, passing, removal, virsh} from './command.ts';

/** The network that is made where none fits: guests of this host alone, and no rule of libvirt's own (libvirt, 0.3). */
export const ownNetwork = 'construct';

/** The first 172.16.N.0/24 from N=100 on that no address of this host and no network of libvirt's lies in, with its bridge. */
export function newNetwork({host, networks}: Pick<LibvirtContext, 'host' | 'networks'>): Network {
  const addresses = [...host.addresses.map(({address}) => address), ...networks.map(({gateway}) => gateway)];
  const taken = new Set(addresses.flatMap(address => /^172\.16\.(\d+)\./.exec(address)?.[1] ?? []));
  const bridges = new Set([...host.addresses.map(each => each.interface), ...networks.map(({bridge}) => bridge)]);
  for (let number = 100; ; number += 1) {
    if (taken.has(String(number)) || bridges.has(`virbr${number}`)) continue;
    return {
      name: ownNetwork,
      mode: 'open',
      bridge: `virbr${number}`,
      gateway: `172.16.${number}.1/24`,
      hasDhcp: true,
      reservations: [],
      active: false,
      autostart: false,
    };
  }
}

/** Dynamic addresses are the last quarter or so of the net, so that what is reserved below never meets a stray lease. */
function networkXml({name, bridge, gateway}: Network): Xml {
  const address = bareAddress(gateway) ?? '';
  const first = ipaddr.IPv4.networkAddressFromCIDR(gateway).octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - Number(gateway.split('/')[1]));
  const at = (offset: number) => [24, 16, 8, 0].map(bits => Math.floor((first + offset) / 2 ** bits) % 256).join('.');
  const dhcp = xml('dhcp', {}, xml('range', {start: at(Math.floor(size * 0.785)), end: at(size - 2)}));
  return xml(
    'network',
    {},
    xml('name', {}, name),
    xml('forward', {mode: 'open'}),
    xml('bridge', {name: bridge, stp: 'on', delay: '0'}),
    xml(
      'ip',
      {address, netmask: ipaddr.IPv4.subnetMaskFromPrefixLength(Number(gateway.split('/')[1])).toString()},
      dhcp,
    ),
  );
}

/** What a network is made on. */
export type NetworkGround = Pick<LibvirtContext, 'host' | 'folders' | 'doors'>;

/** Defined, started, started with the host, and a way out for its guests. */
export function makeNetwork(network: Network, context: NetworkGround): readonly Step[] {
  const {name} = network;
  const content = xmlText(networkXml(network));
  const path = `${guestsFolder}/network-${name}.${fingerprint(content).slice(0, 8)}.xml`;
  const check = (id: string, says: string) => ({id, target: name, expect: {}, says});
  return [
    passing(`Write the settings of network ${name}`, {path, mode: 0o600, content: [content]}),
    run(`Define network ${name}, ${network.gateway} on ${network.bridge}`, virsh(['net-define', path]), {
      check: check('network-defined', `libvirt has a network ${name}`),
      undo: [virsh(['net-undefine', name])],
      residue: [`network ${name}: virsh net-undefine ${name}`],
      seconds: 1,
    }),
    run(`Remove the file of network ${name}, which has been read`, removal(path), {
      check: fileGone(path),
      undo: [],
      seconds: 1,
    }),
    run(`Start network ${name}`, virsh(['net-start', name]), {
      check: check('network-started', `network ${name} is active`),
      undo: [virsh(['net-destroy', name])],
      seconds: 2,
    }),
    run(`Start network ${name} with the host`, virsh(['net-autostart', name]), {
      check: check('network-lasting', `network ${name} starts with the host`),
      undo: [virsh(['net-autostart', name, '--disable'])],
      seconds: 1,
    }),
    ...masqueradeSteps(network, context),
  ];
}

export type Reserved = {readonly mac: string; readonly name: string; readonly address: string};

const reservation = (id: string, {mac, name, address}: Reserved, network: string, says: string) => ({
  id,
  target: name,
  expect: {mac, address, network},
  says,
});

/** Before the first boot: a lease that is told afterwards may be an earlier guest's (libvirt, 0.5). */
export function reserveStep(reserved: Reserved, network: string): Step {
  const {mac, name, address} = reserved;
  const free = freeCommand(mac, network, true);
  return run(`Reserve ${address} for ${name} in network ${network}`, reserveCommand(reserved, network, true), {
    check: reservation('reserved', reserved, network, `${address} is reserved for ${mac} in ${network}`),
    undo: [free],
    residue: [
      `a reservation for ${mac} in network ${network}: ${free.argv.map(word => (/[<' ]/.test(word) ? `"${word}"` : word)).join(' ')}`,
    ],
    seconds: 1,
  });
}

/** The name beside a reservation is told to the guest with its address. */
export function renameReservation(fresh: Reserved, old: string, {name: network, active}: Network): Step {
  const command = (name: string) =>
    virsh([...['net-update', network, 'modify', 'ip-dhcp-host', hostText({...fresh, name})], ...scope(active)]);
  return run(`Reserve ${fresh.address} for it under the new name`, command(fresh.name), {
    check: {
      id: 'reserved-as',
      target: fresh.name,
      expect: {mac: fresh.mac, address: fresh.address, network, name: fresh.name, was: old},
      says: `${fresh.address} is reserved for ${fresh.name} in ${network}`,
    },
    undo: [command(old)],
    seconds: 1,
  });
}

const hostText = ({mac, name, address}: Reserved): string =>
  `<host mac='${mac}' name='${escaped(name)}' ip='${address}'/>`;

export const freeStep = (reserved: Reserved, {name, active}: Network): Step =>
  run(`Free ${reserved.address} of ${reserved.name} in network ${name}`, freeCommand(reserved.mac, name, active), {
    check: reservation('unreserved', reserved, name, `nothing is reserved for ${reserved.mac} in ${name}`),
    seconds: 1,
  });

/** `--live` fails on a network that is off. */
const scope = (isActive: boolean): readonly string[] => (isActive ? ['--live', '--config'] : ['--config']);

export const reserveCommand = (reserved: Reserved, network: string, isActive: boolean) =>
  virsh(['net-update', network, 'add', 'ip-dhcp-host', hostText(reserved), ...scope(isActive)]);

const freeCommand = (mac: string, network: string, isActive: boolean) =>
  virsh(['net-update', network, 'delete', 'ip-dhcp-host', `<host mac='${mac}'/>`, ...scope(isActive)]);
