import {change} from './change.ts';
import type {HeadlessCommand} from './command.ts';
import {elsewhere} from './elsewhere.ts';
import {hardware, listHardware} from './hardware.ts';

/** Disks and network cards of a VM; guests as files. */
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
  {
    words: ['export'],
    usage: 'export NAME…',
    help: 'write guests into a file each, which another node can import',
    reads: true,
    run: change('export'),
  },
  {
    words: ['import'],
    usage: 'import FILE [--set new_jname=NAME] [--set new_ip4_addr=ADDRESS]',
    help: 'make a guest of such a file: its name in the node’s import folder, or its path there',
    reads: true,
    run: hardware('import', [], 'FILE'),
  },
  {
    words: ['move'],
    usage: 'move NAME --to-host HOST',
    help: 'take a guest to another host where the platform can; else why it cannot, and the way by hand',
    reads: true,
    run: elsewhere('move'),
  },
  {
    words: ['copy'],
    usage: 'copy NAME --to-host HOST',
    help: 'the same, and the guest stays here too',
    reads: true,
    run: elsewhere('copy'),
  },
];
