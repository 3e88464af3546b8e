import {bareAddress} from '../../../text/address.ts';
import type {Copy} from './copies.ts';
import type {Source} from './source.ts';

export type Choices = {
  /** `new`: changed inside by the guest itself or by cloud-init; `keep`: left as in the source. */
  readonly inside: string;
  /** `none`, `move` or `remap`. */
  readonly forwards: string;
  readonly autostart: string;
};

/** One thing by which two guests could be taken for each other. */
export type Trait = {
  readonly id: string;
  readonly label: string;
  /** What will be true of every clone, in words; null: the source has no such thing. */
  readonly says: (source: Source, choices: Choices) => string | null;
  /** Facts of `look.ts` that must be so afterwards; a trait that nobody can read back has none. */
  readonly expect?: (copy: Copy, source: Source, choices: Choices) => Facts;
  /** The same of what is settled only when it starts. */
  readonly running?: (copy: Copy, source: Source) => Facts;
};

type Facts = Readonly<Record<string, string>>;

/** The checklist, in the order in which it is told. The form shows it before, the check answers it after. */
export const traits: readonly Trait[] = [
  {
    id: 'hostname_stored',
    label: 'Host name',
    says: source => {
      if (onDiskAlone(source)) return 'its own in CBSD’s database; on its disk as in the source';
      return `its own in CBSD’s database, and as ${source.vm ? 'cloud-init gives' : 'the kernel gives'} it to the guest`;
    },
    expect: ({hostname}) => ({host_hostname: hostname}),
  },
  {
    id: 'address',
    label: 'Address',
    says: source =>
      onDiskAlone(source)
        ? 'its own in CBSD’s database; one that is fixed on its disk stays the source’s'
        : 'its own, never the source’s',
    expect: ({address}, {seed}): Facts => ({ip4_addr: address, ...(seed ? {seed: 'own'} : {})}),
    running: ({address}, source): Facts => (kernelKnows(address, source) ? {at: inKernel(address)} : {}),
  },
  {
    id: 'mac',
    label: 'MAC address',
    says: source => (source.vm || source.row.vnet === '1' ? 'new, made by CBSD at its first start' : null),
    expect: (_, source): Facts => ownCard(source),
    running: (_, source): Facts => ownCard(source),
  },
  {
    id: 'uuid',
    label: 'VM UUID',
    says: source => (source.vm && (source.row.uuid ?? '') !== '' && source.row.uuid !== '0' ? 'new' : null),
    expect: (copy): Facts => (copy.uuid === '' ? {} : {uuid: copy.uuid}),
  },
  {
    id: 'machine_id',
    label: 'machine-id',
    says: (source, {inside}) => {
      if (inside !== 'new') return 'as in the source';
      return source.inside === 'jail'
        ? 'removed inside, made again by what needs it'
        : 'as on the source’s disk: a system that has run before keeps it';
    },
  },
  {
    id: 'ssh_host_keys',
    label: 'SSH host keys',
    says: (source, {inside}) => {
      if (inside !== 'new') return 'as in the source';
      if (source.inside === 'jail') return 'removed inside, made again by its sshd';
      const kept = source.seed?.insists?.find(line => line.startsWith('ssh_'));
      return kept
        ? `as in the source, for its user-data says ${kept}`
        : 'made again by cloud-init, which sees a new instance';
    },
  },
  {
    id: 'instance_id',
    label: 'cloud-init instance',
    says: source => (source.inside === 'cloud-init' ? 'new: its name' : null),
    expect: ({name, hostname}, source): Facts =>
      source.inside === 'cloud-init' ? {'instance-id': name, 'local-hostname': hostname} : {},
  },
  {
    id: 'vnc',
    label: 'VNC',
    says: source => (source.vm ? 'a port of its own at its start, a password of its own' : null),
    expect: (_, source): Facts =>
      source.vm ? {vm_vnc_port: source.row.vm_vnc_port === '1' ? '1' : '0', password: 'own'} : {},
    running: (_, {vm, row}): Facts => (vm && row.vm_vnc_port !== '1' && row.fbuf !== '0' ? {screen: 'own'} : {}),
  },
  {
    id: 'autostart',
    label: 'Autostart',
    says: (_, {autostart}) => (autostart === '1' ? 'on' : 'off'),
    expect: (_, __, {autostart}) => ({astart: autostart}),
  },
  {
    id: 'boot_order',
    label: 'Boot order',
    says: source => `${source.row.b_order || '0'}, as the source`,
    expect: (_, {row}): Facts => (row.b_order ? {b_order: row.b_order} : {}),
  },
  {
    id: 'protection',
    label: 'Protection',
    says: ({row}) =>
      row.protected === '1' ? 'as the source: it has to be unprotected before it can be removed' : null,
    expect: (_, {row, vm}): Facts => (row.protected === '1' && !vm ? {protected: '1'} : {}),
  },
  {
    id: 'limits',
    label: 'Limits',
    says: () => 'as the source',
    expect: () => ({limits: 'same'}),
  },
  {
    id: 'mounts',
    label: 'Host folders',
    says: source =>
      source.writable.length === 0
        ? null
        : `written to by both: ${source.writable.map(line => line.split(/\s+/)[0]).join(', ')}`,
    expect: (_, source): Facts => (source.mounts.length === 0 ? {} : {mounts: 'same'}),
  },
  {
    id: 'hooks',
    label: 'Hooks',
    says: source =>
      source.hooks.length === 0 ? null : `copied, and run for the clone too: ${source.hooks.join(', ')}`,
    expect: () => ({hooks: 'same'}),
  },
  {
    id: 'doors',
    label: 'Forwards',
    says: (source, {forwards}) => {
      if (source.forwards.length === 0) return 'none';
      if (forwards === 'move') return 'moved from the source to the clone';
      return forwards === 'remap' ? 'the source’s on other ports of the host' : 'none; the source keeps its own';
    },
    expect: (_, source): Facts => (source.forwards.length === 0 ? {forwards: '0'} : {forwards: '0', live: '0'}),
  },
];

/** Nothing but what the system on the disk has: a VM without a seed. */
const onDiskAlone = ({vm, seed}: Source): boolean => vm && seed === null;

const ownCard = (source: Source): Facts => (source.vm || source.row.vnet === '1' ? {mac: 'new'} : {});

const bareOf = (address: string): readonly string[] => address.split(',').flatMap(member => bareAddress(member) ?? []);

/** The kernel gives a jail its IPv4 addresses, unless it has a network of its own (vnet) or asks for one. */
const kernelKnows = (address: string, source: Source): boolean =>
  !source.vm && source.row.vnet !== '1' && bareOf(address).some(one => !one.includes(':'));

const inKernel = (address: string): string =>
  bareOf(address)
    .filter(one => !one.includes(':'))
    .sort()
    .join(',');

/** What the host must say of one clone once it is settled and before it starts. */
export const expectedOf = (copy: Copy, source: Source, choices: Choices): Facts =>
  Object.assign({}, ...traits.map(trait => trait.expect?.(copy, source, choices) ?? {}));

/** What it must say once the clone runs. */
export const expectedRunning = (copy: Copy, source: Source): Facts =>
  Object.assign({}, ...traits.map(trait => trait.running?.(copy, source) ?? {}));

/** The checklist as one sentence a line. */
export const checklist = (source: Source, choices: Choices): readonly string[] =>
  traits.flatMap(({label, says}) => {
    const words = says(source, choices);
    return words === null ? [] : [`${label}: ${words}`];
  });
