import type {Operator} from '../../model/driver.ts';
import type {Forward, GuestState} from '../../model/guest.ts';
import type {CopyFacts} from './clone/copy-facts.ts';
import type {Ports} from './expose/ports.ts';

import type {JailProfile, VmProfile} from './profiles/profile.ts';

/** What forms and plans know of a host: read once, by the inspection; everything made from it is pure. */
export type CbsdContext = {
  readonly node: CbsdNode;
  /** Guests of every emulator, other nodes' included if the table lists them. */
  readonly guests: readonly CbsdGuest[];
  readonly jailProfiles: readonly JailProfile[];
  readonly vmProfiles: readonly VmProfile[];
  readonly bases: readonly Base[];
  readonly media: readonly Medium[];
  /** Bytes by file name in W/src/iso. */
  readonly isoFiles: Readonly<Record<string, number>>;
  readonly packages: readonly VmPackage[];
  readonly topologies: readonly Topology[];
  /** Real interfaces and bridges, without taps and other pseudo devices. */
  readonly interfaces: readonly string[];
  /** Addresses that CBSD has handed out in the last 30 seconds. */
  readonly leases: readonly string[];
  /** Addresses that jobs of ours have claimed; absent: nobody looked. */
  readonly claimed?: readonly string[];
  /** Addresses that answered on the net (the ARP and NDP tables). */
  readonly neighbours: readonly string[];
  readonly operator: Operator;
  /** Kernel modules and programs that `bstart` wants and this node lacks: `vmm`, `nmdm`, `tmux`, … */
  readonly missing: readonly string[];
  /** Forwards as they are stored and as the firewall has them. */
  readonly ports: Ports;
  /** Paths of settings files that earlier attempts left in W/ftmp; absent: nobody looked. */
  readonly leftovers?: readonly string[];
  /** What a copy has to know of the guests' files; absent: nobody looked. */
  readonly copies?: CopyFacts;
};

export type CbsdNode = {
  readonly name: string;
  readonly address: string;
  /** `nodeippool`, split: CIDRs and ranges. */
  readonly pools: readonly string[];
  readonly pools6: readonly string[];
  readonly cpus: number | null;
  readonly memoryBytes: number | null;
  readonly memoryFreeBytes: number | null;
  readonly diskFreeBytes: number | null;
  readonly load?: number | null;
  /** `amd64`, `aarch64`, … */
  readonly arch: string;
  /** As uname -r has it: `14.1-RELEASE-p5`. */
  readonly release: string;
  readonly zfs: boolean;
  readonly vnet: boolean;
  /** racct is on, so limits take effect. */
  readonly limits: boolean;
  /** `pf`, `ipfw`, … or empty. */
  readonly nat: string;
  readonly workdir: string;
  readonly distdir: string;
};

export type CbsdGuest = {
  readonly name: string;
  /** `jail`, `bhyve`, `qemu-aarch64-static`, … */
  readonly emulator: string;
  readonly state: GuestState;
  /** Why it is busy, broken or unknown; absent or empty: it is none of them. */
  readonly stateReason?: string;
  /** Without prefix, never `DHCP` or `0`. */
  readonly addresses: readonly string[];
  /** A VM's stored VNC port, kept by CBSD while it is stopped; absent: none. */
  readonly vncPort?: number;
  /** Its row of the table jails, and what was read of a VM's own table beside it. */
  readonly row?: Readonly<Record<string, string>>;
  readonly forwards?: readonly Forward[];
  /** A VM's disks and network cards; absent: nobody looked. */
  readonly disks?: readonly Disk[];
  readonly nics?: readonly Nic[];
  readonly diskBytes?: number | null;
};

/** A row of `bsdbase`; status 0 ready, 1 usable, 2 not usable. */
export type Base = {
  readonly arch: string;
  readonly version: string;
  readonly platform: string;
  /** Empty for the plain base. */
  readonly basename: string;
  readonly status: number;
};

/** A row of the media database; `guest` is empty when it is attached to none. */
export type Medium = {readonly name: string; readonly path: string; readonly type: string; readonly guest: string};

/** Sizes as the table has them (`2g`); `cpus` as text too. */
export type VmPackage = {readonly name: string; readonly cpus: string; readonly ram: string; readonly disk: string};

export type Topology = {
  readonly name: string;
  readonly sockets: number;
  readonly cores: number;
  readonly threads: number;
};

/** `14.1` of `14.1-RELEASE-p5`: what CBSD makes of `ver=native`. */
export const nativeVersion = (node: CbsdNode): string => node.release.replace(/-.*$/, '');

/** `jail web1 (stopped)`, `VM db1 (running)`. */
export const guestInWords = (guest: CbsdGuest): string =>
  `${guest.emulator === 'bhyve' ? 'VM' : guest.emulator === 'jail' ? 'jail' : guest.emulator} ${guest.name} (${stateInWords(guest)})`;

/** `busy: paused`, `stopped`. */
const stateInWords = ({state, stateReason}: CbsdGuest): string =>
  state === 'busy' && stateReason ? `${state}: ${stateReason}` : state;

/** A row of a VM's table bhyvedsk (cbsd-ops 4.5). `bytes`: 0 where CBSD does not know it yet. */
export type Disk = {readonly path: string; readonly controller: string; readonly bytes: number};

/** A row of its table bhyvenic; `hwaddr` is `0` for an address of CBSD's choice. */
export type Nic = {readonly id: string; readonly driver: string; readonly parent: string; readonly hwaddr: string};

/** The family of commands that an emulator answers to: `j…` or `b…`. */
export type Family = 'jail' | 'vm';
