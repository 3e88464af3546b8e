import type {Forward, Guest, GuestState} from '../../../model/guest.ts';
import {forwardOf, readStored} from '../expose/stored.ts';
import {quotable} from '../paths.ts';
import {cell, type Row} from './sections.ts';

/** What the kernel says runs, whatever the database believes (cbsd-ops 4.6: its jid and status go stale). */
export type Kernel = {
  readonly jails: ReadonlyMap<string, string>;
  readonly vms: ReadonlySet<string>;
  /** Processes that a signal holds still, by number. */
  readonly asleep: ReadonlySet<string>;
};

export type GuestTables = {
  readonly jails: readonly Row[];
  /** Rows of the VM's own database by guest: settings, then the sum of its disks. */
  readonly own: ReadonlyMap<string, readonly (readonly Row[])[]>;
  /** What each guest's table of forwards told. */
  readonly exposed: ReadonlyMap<string, readonly (readonly Row[])[]>;
};

/** Jails and VMs of this node, forwards as they are stored; the columns' meanings are in cbsd-ops 4.5. */
export const readGuests = (tables: GuestTables, kernel: Kernel, nodeAddress: string): readonly Guest[] =>
  tables.jails.map(row => {
    const name = cell(row, 'jname');
    const addresses = addressesOf(cell(row, 'ip4_addr'));
    return readGuest(
      row,
      tables.own.get(name),
      kernel,
      readStored(name, tables.exposed.get(name) ?? []).map(stored => forwardOf(stored, addresses, nodeAddress)),
    );
  });

/** `jls jid name`: a jail's id and its name, which for jails that CBSD made is the guest's name. */
export const readJails = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\n').flatMap(line => {
      const [, jid, name] = /^\s*(\d+)\s+(\S+)\s*$/.exec(line) ?? [];
      return jid && name ? [[name, jid] as const] : [];
    }),
  );

function readGuest(
  row: Row,
  own: readonly (readonly Row[])[] | undefined,
  kernel: Kernel,
  forwards: readonly Forward[],
): Guest {
  const name = cell(row, 'jname');
  const vm = cell(row, 'emulator') === 'bhyve';
  const {state, reason} = stateOf(row, vm, kernel);
  const disk = own?.[1]?.[0] ?? own?.[0]?.[0];
  const atBoot = vm ? (own?.[0]?.[0]?.astart ?? row.astart) : row.astart; // a VM's own table is the truth (cbsd-ops 4.4)
  const bytes = Number(cell(disk, 'dsk_size'));
  return {
    name,
    kind: vm ? 'vm' : 'jail',
    state,
    stateReason: reason,
    addresses: addressesOf(cell(row, 'ip4_addr')),
    hostname: cell(row, 'host_hostname'),
    os: vm ? cell(row, 'vm_os_profile') || cell(row, 'vm_os_type') : cell(row, 'ver'),
    autostart: String(atBoot) === '1',
    managed: quotable(name),
    cpus: vm ? positive(cell(row, 'vm_cpus')) : null,
    memoryBytes: vm ? positive(cell(row, 'vm_ram')) : null,
    diskBytes: vm && bytes > 0 ? bytes : null,
    settings: Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? '' : String(value)])),
    forwards,
  };
}

/** Real addresses alone: `em0#10.0.0.2/24` is 10.0.0.2, and `DHCP`, `REALDHCP` and `0` are none (cbsd-ops 4.5). */
export const addressesOf = (value: string): readonly string[] =>
  value
    .split(',')
    .map(part => part.replace(/^.*#/, '').replace(/\/.*$/, '').trim())
    .filter(part => /^[0-9a-fA-F.:]+$/.test(part) && part.length > 1);

function stateOf(row: Row, vm: boolean, kernel: Kernel): {state: GuestState; reason: string} {
  const name = cell(row, 'jname');
  const maintenance = cell(row, 'maintenance');
  const emulator = cell(row, 'emulator');
  if (cell(row, 'status') === '3')
    return {state: 'busy', reason: maintenance && maintenance !== '0' ? `maintenance: ${maintenance}` : 'maintenance'};
  if (cell(row, 'status') === '2') return {state: 'unknown', reason: 'it is a copy kept for another node (slave)'};
  if (vm && kernel.vms.has(name))
    return kernel.asleep.has(cell(row, 'jid')) ? {state: 'busy', reason: paused} : {state: 'running', reason: ''};
  if (vm) return {state: 'stopped', reason: stale(row)};
  if (kernel.jails.has(name)) return {state: 'running', reason: ''};
  if (emulator === 'jail' || emulator.endsWith('-static')) return {state: 'stopped', reason: stale(row)};
  return {state: 'unknown', reason: `its engine is ${emulator}`};
}

/** Why a VM is busy whose process got a STOP from `bpause` (cbsd-ops 5.1). */
export const paused = 'paused';

/** `ps -ax -o pid= -o state=`: who is stopped by a signal (`T`). */
export const readAsleep = (text: string): ReadonlySet<string> =>
  new Set(text.split('\n').flatMap(line => /^\s*(\d+)\s+T/.exec(line)?.[1] ?? []));

const stale = (row: Row): string =>
  Number(cell(row, 'jid')) > 0 ? 'the database still calls it running; the kernel does not' : '';

const positive = (text: string): number | null => (Number(text) > 0 ? Number(text) : null);
