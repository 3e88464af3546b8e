import {type Row, tableOf} from '../row.ts';
import {cpuListProblem, ranged} from '../shared.ts';
import {fromVmProfile} from './lookup.ts';

const starting = tableOf('starting', fromVmProfile);
const behaviour = ['destroy', 'restart'];

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
