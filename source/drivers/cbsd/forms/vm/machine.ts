import type {Choice} from '../../../../model/form.ts';
import {type Row, tableOf} from '../row.ts';
import {fromVmProfile} from './lookup.ts';

const machine = tableOf('machine', fromVmProfile);

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

const topologies = (
  rows: readonly {readonly name: string; readonly sockets: number; readonly cores: number; readonly threads: number}[],
): readonly Choice[] =>
  rows.map(({name, sockets, cores, threads}) => ({
    value: name,
    label: name,
    note: `${sockets} × ${cores} × ${threads}`,
  }));
