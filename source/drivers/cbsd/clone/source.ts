import type {Forward} from '../../../model/guest.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import type {Dataset, Seed} from './copy-facts.ts';
import {hostCommands} from './facts.ts';
import {instanceIdOf} from './seed.ts';

/** Who can change what lives inside the guest: the jail itself, cloud-init, or nobody. */
export type Inside = 'jail' | 'cloud-init' | 'nobody';

/** The guest that is copied, as far as a copy has to know it. */
export type Source = {
  readonly name: string;
  readonly vm: boolean;
  readonly running: boolean;
  readonly guest: CbsdGuest;
  /** As stored: `em0#10.0.0.2/24,2001:db8::2`, `DHCP`, `0`. */
  readonly addresses: string;
  readonly hostname: string;
  readonly row: Readonly<Record<string, string>>;
  readonly data: string;
  /** The dataset of its data; null: a copy is made file by file. */
  readonly dataset: Dataset | null;
  /** The disks of a VM that are ZFS volumes. */
  readonly volumes: readonly string[];
  readonly seed: Seed | null;
  readonly inside: Inside;
  readonly forwards: readonly Forward[];
  /** Lines of its own fstab that mount a folder of the host for writing. */
  readonly writable: readonly string[];
  readonly mounts: readonly string[];
  readonly hooks: readonly string[];
  /** Bytes that will be copied, where they are known. */
  readonly bytes: number | null;
};

export function sourceOf(guest: CbsdGuest, context: CbsdContext): Source {
  const row = guest.row ?? {};
  const {name} = guest;
  const vm = guest.emulator === 'bhyve';
  const data = row.data && row.data !== '0' ? row.data : `${context.node.workdir}/jails-data/${name}-data`;
  const copies = context.copies;
  const dataset = (context.node.zfs && copies?.datasets.find(each => each.mountpoint === data)) || null;
  const seed = copies?.seeds.get(name) ?? null;
  const mounts = copies?.mounts.get(name) ?? [];
  return {
    name,
    vm,
    running: guest.state === 'running',
    guest,
    addresses: row.ip4_addr ?? guest.addresses.join(','),
    hostname: row.host_hostname ?? '',
    row,
    data,
    dataset,
    volumes: vm && dataset ? volumesOf(dataset, copies?.datasets ?? []) : [],
    seed,
    inside: vm
      ? seed && instanceIdOf(seed) !== null
        ? 'cloud-init'
        : 'nobody'
      : isFreeBsd(row.ver)
        ? 'jail'
        : 'nobody',
    forwards: guest.forwards ?? [],
    writable: mounts.filter(writesToHost),
    mounts,
    hooks: [...(copies?.hooks.get(name) ?? []), ...(vm ? [] : hostCommands(row))],
    bytes: vm ? (guest.diskBytes ?? null) : (dataset?.bytes ?? null),
  };
}

const volumesOf = (dataset: Dataset, all: readonly Dataset[]): readonly string[] =>
  all.flatMap(({name}) => (name.startsWith(`${dataset.name}/dsk`) ? [name] : []));

/** `native`, a release or a branch; `empty` and the Linux codenames hold what we do not know. */
const isFreeBsd = (version: string | undefined): boolean => /^(native|\d)/.test(version ?? '');

/** mount(8) writes unless it is told not to. */
const writesToHost = (line: string): boolean => {
  const [device = '', , type = '', options = ''] = line.trim().split(/\s+/);
  return device.startsWith('/') && type === 'nullfs' && !options.split(',').includes('ro');
};
