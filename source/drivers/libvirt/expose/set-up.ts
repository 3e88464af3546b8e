import ipaddr from 'ipaddr.js';
import type {Check, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {parseAddress} from '../../../text/address.ts';
import type {LibvirtContext} from '../context.ts';
import type {Network} from '../look/networks.ts';
import {doorsFolder, exposeFile, exposeUnit} from '../paths.ts';
import {fileGone, fileWritten, lasting, removal, tool} from '../plans/command.ts';

/**
 * Our one table and nothing else: emptied and filled again in one transaction, so that loading it is atomic and can be
 * repeated (libvirt, 2.9). Host address, source and port are the key, so the kernel refuses two doors that overlap.
 */
const tableText = `#!/usr/sbin/nft -f
# Ports of this host that lead to guests; written by construct-tui, a file a door in ${doorsFolder}
table ip construct_tui
delete table ip construct_tui
table ip construct_tui {
  map tcp_doors { type ipv4_addr . ipv4_addr . inet_service : ipv4_addr . inet_service; flags interval; }
  map udp_doors { type ipv4_addr . ipv4_addr . inet_service : ipv4_addr . inet_service; flags interval; }
  chain prerouting {
    type nat hook prerouting priority dstnat; policy accept;
    fib daddr type local dnat ip to ip daddr . ip saddr . tcp dport map @tcp_doors
    fib daddr type local dnat ip to ip daddr . ip saddr . udp dport map @udp_doors
  }
  chain output {
    type nat hook output priority -100; policy accept;
    fib daddr type local dnat ip to ip daddr . ip saddr . tcp dport map @tcp_doors
    fib daddr type local dnat ip to ip daddr . ip saddr . udp dport map @udp_doors
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
  }
}
include "${doorsFolder}/*.nft"
`;

/** Not /etc/nftables.conf, which flushes everything: ours is loaded after it and again with it. */
const unitText = `[Unit]
Description=Ports of this host that lead to guests
After=nftables.service
PartOf=nftables.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=nft -f ${exposeFile}
ExecStop=-nft delete table ip construct_tui

[Install]
WantedBy=multi-user.target nftables.service
`;

const unitPath = `/etc/systemd/system/${exposeUnit}`;

export const loadCommand = tool(['nft', '-f', exposeFile]);

/** What the first door, or the first network of ours, needs; nothing where it is there. */
export function setUpSteps({
  doors,
  host,
  folders,
}: Pick<LibvirtContext, 'doors' | 'host' | 'folders'>): readonly Step[] {
  const folder = run('Make the folder of doors', tool(['mkdir', '-p', doorsFolder]), {
    check: fileWritten(doorsFolder),
    undo: [tool(['rmdir', doorsFolder])],
    residue: [`${doorsFolder}: rmdir ${doorsFolder}`],
    seconds: 1,
  });
  const enable = run('Let the host load it when it starts', tool(['systemctl', 'enable', exposeUnit]), {
    check: null,
    undo: [tool(['systemctl', 'disable', exposeUnit])],
    seconds: 2,
  });
  const table = {path: exposeFile, mode: 0o644, content: [tableText]};
  const unit = {path: unitPath, mode: 0o644, content: [unitText]};
  return [
    ...(folders.has(doorsFolder) ? [] : [folder]),
    ...(doors.isSetUp ? [] : [lasting('Write the table of doors', table, [removal(exposeFile)])]),
    ...(doors.isSetUp || !host.systemd
      ? []
      : [lasting('Write the unit that loads it when the host starts', unit, [removal(unitPath)]), enable]),
  ];
}

export const notLasting = ({doors, host}: LibvirtContext): readonly string[] =>
  host.systemd || doors.isSetUp ? [] : [`This host has no systemd: nft -f ${exposeFile} has to be run when it starts.`];

/** Guests of an open network reach the world as the host, and each other through the host's doors. */
export function masqueradeSteps(
  network: Network,
  context: Pick<LibvirtContext, 'doors' | 'host' | 'folders'>,
): readonly Step[] {
  if (!context.host.tools.has('nft')) return [];
  const path = `${doorsFolder}/network-${network.name}.nft`;
  const subnet = subnetOf(network.gateway);
  const rule = `add rule ip construct_tui postrouting ip saddr ${subnet}`;
  const content = [
    `${rule} oifname != "${network.bridge}" masquerade comment "guests out"`,
    `${rule} oifname "${network.bridge}" ct status dnat masquerade comment "guests to doors"`,
    '',
  ].join('\n');
  const left = context.doors.files.get(path);
  const loaded = loadStep({rule: subnet}, 'our table is loaded, and every stored door is live');
  if (left === content) return [...setUpSteps(context), loaded];
  return [
    ...setUpSteps(context),
    ...(left === undefined ? [] : [leftOver(path)]),
    lasting(`Let guests of ${network.name} reach the world as this host`, {path, mode: 0o644, content: [content]}, [
      removal(path),
      loadCommand,
    ]),
    loaded,
  ];
}

/** Of a network of that name that was removed by hand. */
const leftOver = (path: string): Step =>
  run('Remove what an earlier network of that name left', removal(path), {
    check: fileGone(path),
    undo: [],
    seconds: 1,
  });

/** Every door anew, in one transaction; `expect` says what has to be live and what not, beside everything that is stored. */
export const loadStep = (expect: Check['expect'], says: string, target = 'construct_tui'): Step =>
  run('Load the table of doors', loadCommand, {check: {id: 'doors', target, expect, says}, undo: [], seconds: 1});

export const subnetOf = (gateway: string): string =>
  parseAddress(gateway) ? `${ipaddr.IPv4.networkAddressFromCIDR(gateway).toString()}/${gateway.split('/')[1]}` : '';
