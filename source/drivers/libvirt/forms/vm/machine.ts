import {macFor} from '../../plans/identity.ts';
import {imageOf, isInstaller} from '../lookup.ts';
import {always, fieldsOf, plain, type Row} from '../row.ts';

const field = fieldsOf('machine');

/** What hardly anybody has to choose. */
export const vmMachine: readonly Row[] = [
  field('virt_type', 'choice', 'Acceleration', 'KVM, or a processor that is emulated: slow, and it works everywhere.', {
    initial: (_, {host}) => (host.kvm ? {value: 'kvm', origin: 'this host'} : {value: 'qemu', origin: 'no KVM here'}),
    allowed: (_, {host}) => [
      {value: 'kvm', label: 'KVM', ...(host.kvm ? {} : {disabled: 'This host has no KVM that qemu could use.'})},
      {value: 'qemu', label: 'emulated'},
    ],
    warn: value => (value === 'qemu' ? 'Its processor is emulated: it is slow.' : null),
  }),
  field('machine', 'choice', 'Machine', 'The board that is shown to it.', {
    initial: always('q35'),
    allowed: () => [
      {value: 'q35', label: 'q35', note: 'PCI Express'},
      {value: 'pc', label: 'pc', note: 'the older one, for old systems'},
    ],
  }),
  field('disk_bus', 'choice', 'Disk bus', 'virtio is fast; a system without its driver needs sata.', {
    initial: always('virtio'),
    allowed: () => plain(['virtio', 'sata', 'scsi']),
  }),
  field('nic_model', 'choice', 'Network card', 'virtio is fast; a system without its driver needs e1000e.', {
    initial: always('virtio'),
    allowed: () => plain(['virtio', 'e1000e', 'rtl8139']),
  }),
  field('mac', 'mac', 'MAC address', 'Its card’s own address.', {
    required: true,
    initial: (get, context) => ({value: macFor(get('jname'), context), origin: 'free'}),
    refuse: (value, _, {domains}) => {
      if (value === '0') return 'Write a MAC address, or leave it out for one that is free.';
      const owner = domains.find(({nics}) => nics.some(({mac}) => mac === value.toLowerCase()));
      return owner ? `${owner.name} has this MAC address.` : null;
    },
  }),
  field('copy', 'choice', 'Its disk', 'Whether it lies upon the image or is a copy of it.', {
    initial: always('overlay'),
    visible: get => !isInstaller(get),
    allowed: (get, context) => [
      {value: 'overlay', label: 'upon the image', note: 'made at once; the image has to stay as it is'},
      {
        value: 'full',
        label: 'a copy',
        note: `takes as long as ${imageOf(get, context)?.path.split('/').at(-1) ?? 'the image'} is large`,
      },
    ],
  }),
  field('screen', 'choice', 'Screen', 'A VNC screen that only this host can see, or none.', {
    initial: always('vnc'),
    allowed: () => plain(['vnc', 'none']),
  }),
  field('autostart', 'bool', 'Autostart', 'Start it when the host starts.', {initial: always('0')}),
];
