import {hardware, listHardware} from './hardware.ts';
import type {HeadlessCommand} from './table.ts';

/** Disks and network cards of a VM. */
export const hardwareCommands: readonly HeadlessCommand[] = [
  {words: ['disk', 'list'], usage: 'disk list NAME', help: 'the disks of a VM', reads: true, run: listHardware('disk')},
  {
    words: ['disk', 'add'],
    usage: 'disk add NAME SIZE',
    help: 'one more disk for a VM; whether from its next start is said',
    reads: true,
    run: hardware('disk-add', ['SIZE']),
  },
  {
    words: ['disk', 'grow'],
    usage: 'disk grow NAME DISK SIZE',
    help: 'make a disk of a VM larger; what has to grow inside it is said',
    reads: true,
    run: hardware('disk-grow', ['DISK', 'SIZE']),
  },
  {
    words: ['nic', 'list'],
    usage: 'nic list NAME',
    help: 'the network cards of a VM',
    reads: true,
    run: listHardware('nic'),
  },
  {
    words: ['nic', 'add'],
    usage: 'nic add NAME [--set FIELD=VALUE]…',
    help: 'one more network card for a VM; whether from its next start is said',
    reads: true,
    run: hardware('nic-add', []),
  },
  {
    words: ['nic', 'set'],
    usage: 'nic set NAME CARD [--set nic_parent=BRIDGE] [--set nic_hwaddr=MAC]',
    help: 'hang a network card on another bridge, or give it another MAC address',
    reads: true,
    run: hardware('nic-set', ['CARD']),
  },
];
