import type {Choice} from '../../../../model/form.ts';
import {always, type Row, tableOf} from '../row.ts';
import {cpuListProblem, ranged} from '../shared.ts';
import {fromVmProfile, isCloud} from './lookup.ts';

const machine = tableOf('machine', fromVmProfile);
const starting = tableOf('starting', fromVmProfile);
const storage = tableOf('storage', fromVmProfile);

const behaviour = ['destroy', 'restart'];

export const vmMachine: readonly Row[] = [
  ...machine.choices([
    ['vm_efi', 'Firmware', 'uefi', ['uefi', 'uefi_csm', 'none'], 'uefi for nearly everything.'],
    ['cd_boot_firmware', 'Installer’s loader', 'bhyve', ['bhyve', 'refind'], 'refind helps some installers to start.'],
    [
      'hdd_boot_firmware',
      'Disk’s loader',
      'bhyve',
      ['bhyve', 'refind', '0'],
      'refind helps some systems to start; 0 as for the installer.',
    ],
    ['vm_hostbridge', 'Host bridge', 'hostbridge', ['hostbridge', 'amd_hostbridge'], 'amd_hostbridge for OpenBSD.'],
    ['vm_boot', 'Boots from', 'hdd', ['hdd', 'cd', 'net'], 'What it tries first.'],
    ['debug_engine', 'Debugger', 'none', ['none', 'gdb', 'lldb'], 'Run under a debugger.'],
    ['soundhw', 'Sound', 'none', ['none', 'hda'], 'A sound card.'],
  ]),
  ...['play', 'rec'].map(way =>
    machine.field(
      `soundhw_${way}`,
      'path',
      way === 'play' ? 'Plays on' : 'Records from',
      '/dev/dsp',
      'A sound device of the node.',
      {
        visible: get => get('soundhw') !== 'none',
      },
    ),
  ),
  machine.field('vm_cpu_topology', 'choice', 'CPU topology', 'default', 'Sockets, cores and threads.', {
    allowed: (_, context) => [{value: 'default', label: 'default'}, ...topologies(context.topologies)],
    refuse: (value, get, context) => {
      const row = context.topologies.find(each => each.name === value);
      const product = row ? row.sockets * row.cores * row.threads : Number(get('vm_cpus'));
      return product === Number(get('vm_cpus')) ? null : `${value} makes ${product} CPUs: set vm_cpus=${product}.`;
    },
  }),
  ...machine.flags([
    ['bhyve_generate_acpi', 'ACPI tables', '1', 'Needed to shut down in order.'],
    ['bhyve_mptable_gen', 'MP table', '1', 'Generate the MP table.'],
    ['bhyve_wire_memory', 'Wire memory', '0', 'Never swap its memory.'],
    ['bhyve_rts_keeps_utc', 'Clock in UTC', '0', 'Its clock runs in UTC.'],
    ['bhyve_force_msi_irq', 'Force MSI', '0', 'MSI instead of MSI-X interrupts.'],
    ['bhyve_x2apic_mode', 'x2APIC', '0', 'Its APIC in x2APIC mode.'],
    ['bhyve_ignore_msr_acc', 'Ignore MSRs', '0', 'Do not stop at unknown registers.'],
    ['double_acpi', 'Second ACPI signal', '1', 'Ask twice to shut down.'],
    ['virtio_rnd', 'Random device', '0', 'Gives it randomness of the node.'],
    ['jailed', 'In a jail', '0', 'Run bhyve in a jail (an experiment of CBSD’s).'],
  ]),
  ...machine.flags([['chrooted', 'In a chroot', '0', 'Run bhyve in a chroot.']], {
    refuse: (value, get) => (value === '1' && get('jailed') === '1' ? 'A jail and a chroot exclude each other.' : null),
  }),
  machine.field('tpm', 'text', 'TPM', '0', '0 for none, new, or a device.', {
    refuse: value => (/^(0|new|\/dev\/tpm\d+)$/.test(value) ? null : 'Write 0, new or a device such as /dev/tpm0.'),
  }),
  machine.field('uuid', 'text', 'UUID', '0', '0 for one made by CBSD.', {
    refuse: value =>
      /^(0|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(value) ? null : 'Write a UUID in lower case, or 0.',
  }),
  machine.field('bhyve_flags', 'text', 'More of bhyve', '', 'Arguments for bhyve(8), as they are.', {
    refuse: value =>
      /^[A-Za-z0-9 ,.:=/_-]*$/.test(value)
        ? null
        : 'bstart puts them on a shell command line: letters, digits, blanks and ,.:=/_- only.',
  }),
  machine.field('bhyve_cmd', 'path', 'bhyve program', '/usr/sbin/bhyve', 'The program that runs it.'),
  machine.field(
    'bhyverun_wrapper',
    'path',
    'Run script',
    '/usr/local/cbsd/share/bhyverun.sh',
    'The script around bhyve.',
  ),
  machine.field('efi_firmware', 'path', 'Firmware file', '/usr/local/cbsd/upgrade/patch/efi.fd', 'The UEFI firmware.'),
];

export const vmStarting: readonly Row[] = [
  ...starting.flags([['astart', 'Start with the node', '1', 'Start it when the node boots.']]),
  starting.field('b_order', 'integer', 'Boot order', '10', 'Lower numbers start first.', {refuse: ranged(0, 10_000)}),
  starting.field('boot_delay', 'integer', 'Boot delay', '0', 'Seconds to wait after it before the next one starts.', {
    refuse: ranged(0, 86_400),
  }),
  ...starting.choices([
    ['on_poweroff', 'At power off', 'destroy', behaviour, 'What happens when it switches itself off.'],
    ['on_reboot', 'At reboot', 'restart', behaviour, 'What happens when it reboots.'],
    ['on_crash', 'At a crash', 'destroy', behaviour, 'What happens when it crashes.'],
  ]),
  starting.field('mnt_start', 'path', 'Before it starts', '0', 'An executable on the node; 0 for none.'),
  starting.field('mnt_stop', 'path', 'After it stops', '0', 'An executable on the node; 0 for none.'),
  starting.field('cpuset', 'text', 'CPUs of the node', '0', 'CPUs to run on, as 0-3,6; 0 for all.', {
    refuse: cpuListProblem,
  }),
  ...starting.flags([
    ['protected', 'Protected', '0', 'CBSD refuses to remove it.'],
    ['hidden', 'Hidden', '0', 'CBSD leaves it out of some lists.'],
  ]),
  starting.field('tags', 'tags', 'Tags', '0', 'Words to find it by; 0 for none.'),
];

export const vmStorage: readonly Row[] = [
  storage.field(
    'imgtype',
    'text',
    'Disk lies on',
    'zvol',
    'A ZFS volume, a file (md), none, or a whole device, whose content is lost.',
    {
      visible: (_, context) => context.node.zfs,
      free: true,
      allowed: () => [
        {value: 'zvol', label: 'ZFS volume'},
        {value: 'md', label: 'file'},
        {value: 'none', label: 'none'},
      ],
      refuse: value =>
        /^(zvol|md|none|\/dev\/[A-Za-z0-9_./-]+)$/.test(value)
          ? null
          : 'Write zvol, md, none or a device such as /dev/da1.',
      warn: value => (value.startsWith('/dev/') ? `Everything on ${value} is lost.` : null),
    },
  ),
  ...storage.choices([
    [
      'virtio_type',
      'Disk controller',
      'virtio-blk',
      ['virtio-blk', 'ahci-hd', 'ahci-blk'],
      'ahci-hd for systems without virtio.',
    ],
  ]),
  storage.field('vm_iso_path', 'choice', 'In the CD drive', '', 'A registered medium instead of the system’s own.', {
    visible: (get, context) => !isCloud(get, context),
    initial: always(''),
    allowed: (_, context) => [
      {value: '', label: 'the system’s own installer'},
      ...context.media
        .filter(each => each.type === 'iso')
        .map(each => ({value: each.name, label: each.name, note: each.path})),
    ],
  }),
  ...storage.flags([
    ['media_auto_eject', 'Eject after installing', '1', 'CBSD takes the medium out after the first start.'],
  ]),
  storage.field('zfs_snapsrc', 'snapshot', 'From a snapshot', '', 'A ZFS snapshot to clone it from.', {
    visible: (get, context) => context.node.zfs && !isCloud(get, context),
  }),
];

const topologies = (
  rows: readonly {readonly name: string; readonly sockets: number; readonly cores: number; readonly threads: number}[],
): readonly Choice[] =>
  rows.map(({name, sockets, cores, threads}) => ({
    value: name,
    label: name,
    note: `${sockets} × ${cores} × ${threads}`,
  }));
