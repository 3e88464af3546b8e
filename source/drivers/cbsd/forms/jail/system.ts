import {type Row, tableOf} from '../row.ts';
import {cpuListProblem, ranged} from '../shared.ts';
import {fromJailProfile} from './lookup.ts';

const starting = tableOf('starting', fromJailProfile);
const system = tableOf('system', fromJailProfile);

const ipc = ['new', 'inherit', 'disable'];

/** When and how it starts, stops, and what runs around that. */
export const jailStarting: readonly Row[] = [
  ...starting.flags([['astart', 'Start with the node', '1', 'Start it when the node boots.']]),
  starting.field('b_order', 'integer', 'Boot order', '10', 'Lower numbers start first.', {refuse: ranged(0, 10_000)}),
  starting.field('boot_delay', 'integer', 'Boot delay', '0', 'Seconds to wait after it before the next one starts.', {
    refuse: ranged(0, 86_400),
  }),
  starting.field('exec_start', 'text', 'Start command', '/bin/sh /etc/rc', 'Run inside to start it.'),
  starting.field('exec_stop', 'text', 'Stop command', '/bin/sh /etc/rc.shutdown', 'Run inside to stop it.'),
  starting.field('exec_timeout', 'integer', 'Start timeout', '180', 'Seconds for its commands.', {
    refuse: ranged(0, 86_400),
  }),
  starting.field('stop_timeout', 'integer', 'Stop timeout', '900', 'Seconds before it is ended by force.', {
    refuse: ranged(0, 86_400),
  }),
  ...(
    [
      ['exec_prestart', 'Before it starts', 'on the node'],
      ['exec_poststart', 'After it started', 'on the node'],
      ['exec_prestop', 'Before it stops', 'on the node'],
      ['exec_poststop', 'After it stopped', 'on the node'],
      ['exec_master_prestart', 'CBSD’s before start', 'on the node'],
      ['exec_master_poststart', 'CBSD’s after start', 'on the node'],
      ['exec_master_prestop', 'CBSD’s before stop', 'on the node'],
      ['exec_master_poststop', 'CBSD’s after stop', 'on the node'],
    ] as const
  ).map(([id, label, where]) => starting.field(id, 'text', label, '0', `A command run ${where} as root; 0 for none.`)),
  starting.field(
    'mnt_start',
    'path',
    'Mount script',
    '0',
    'An executable on the node that runs before the start; 0 for none.',
  ),
  starting.field(
    'mnt_stop',
    'path',
    'Unmount script',
    '0',
    'An executable on the node that runs after the stop; 0 for none.',
  ),
  ...starting.flags([
    ['exec_consolelog', 'Keep its log', '0', 'Write what it says at start and stop to a file of the node.'],
    ['persist', 'Persist', '1', 'Keep it when no process is left in it.'],
  ]),
];

export const jailSystem: readonly Row[] = [
  ...system.choices([
    [
      'arch',
      'Architecture',
      'native',
      ['native', 'amd64', 'i386', 'aarch64', 'arm', 'mips', 'powerpc', 'riscv'],
      'Another one than the node’s runs through qemu-user-static.',
    ],
    ['sysvsem', 'Semaphores', 'new', ipc, 'System V semaphores: of its own, the node’s, or none.'],
    ['sysvshm', 'Shared memory', 'new', ipc, 'System V shared memory: of its own, the node’s, or none.'],
    ['sysvmsg', 'Message queues', 'new', ipc, 'System V message queues: of its own, the node’s, or none.'],
    [
      'enforce_statfs',
      'See mounts',
      '1',
      ['0', '1', '2'],
      '0: all of the node’s, 1: those below it, 2: its own root only.',
    ],
  ]),
  system.field('childrenmax', 'integer', 'Jails in it', '0', 'How many jails it may have inside.', {
    refuse: ranged(0, 999_999),
  }),
  system.field('exec_fib', 'integer', 'Routing table', '0', 'Number of the routing table (FIB).', {
    refuse: ranged(0, 65_535),
  }),
  system.field('cpuset', 'text', 'CPUs', '0', 'CPUs to run on, as 0-3,6; 0 for all.', {refuse: cpuListProblem}),
  ...system.flags([
    ['protected', 'Protected', '0', 'CBSD refuses to remove it.'],
    ['hidden', 'Hidden', '0', 'CBSD leaves it out of some lists.'],
  ]),
  system.field('tags', 'tags', 'Tags', '0', 'Words to find it by; 0 for none.'),
];
