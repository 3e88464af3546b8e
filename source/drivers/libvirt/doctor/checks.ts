import type {CheckRow} from '../../../model/doctor.ts';
import {formatBytes} from '../../../text/units.ts';
import {loadStep} from '../expose/set-up.ts';
import type {Health} from './facts.ts';
import {activeOf} from './firewalls.ts';
import {idleDefault, turnOff} from './networks.ts';
import {hasPlainBridges, letThrough, shutInWords} from './passage.ts';
import {install, lacking, packages, startDaemon} from './programs.ts';

const ok = (found: string) => ({state: 'ok', found}) as const;
const warn = (found: string) => ({state: 'warn', found}) as const;
const missing = (found: string) => ({state: 'missing', found}) as const;
const unknown = (found: string) => ({state: 'unknown', found}) as const;

/** The health of a Linux host, a check a row. */
export const checks: readonly CheckRow<Health>[] = [
  {
    id: 'programs',
    title: 'Programs',
    wanted: packages.map(({program}) => program).join(', '),
    why: 'Guests are made, started and exposed by them.',
    judge: health => {
      const names = lacking(health).map(({program}) => program);
      return names.length === 0 ? ok('all there') : missing(`not there: ${names.join(', ')}`);
    },
    mend: install,
    fix: 'Install their packages',
  },
  {
    id: 'daemon',
    title: 'libvirt’s daemon',
    wanted: 'it answers at qemu:///system',
    why: 'Without it nothing can be seen or done.',
    judge: ({programs, hasDaemon}) =>
      programs.has('virsh') ? (hasDaemon ? ok('answers') : missing('does not answer')) : null,
    mend: health => (health.isRoot ? {steps: startDaemon(health)} : null),
    fix: 'Start it now and with the host',
  },
  {
    id: 'kvm',
    title: 'KVM',
    wanted: 'the processor’s own virtualisation',
    why: 'Without it the processors of guests are emulated: they work, about ten times slower.',
    judge: ({host}) => (host.kvm ? ok('usable') : warn('not usable: guests are emulated')),
  },
  {
    id: 'doors',
    title: 'Exposed ports',
    wanted: 'every stored one is live',
    why: 'Somebody who flushes all rules of the host takes ours along.',
    judge: ({context}) => {
      if (!context || context.doors.stored.length === 0) return null;
      if (context.doors.live === null) return unknown('the firewall could not be read');
      const dead = context.doors.map.filter(({stored, live}) => stored && live === false);
      return dead.length === 0
        ? ok(`${context.doors.stored.length} stored and live`)
        : warn(`${dead.length} of ${context.doors.stored.length} not live`);
    },
    mend: () => ({steps: [loadStep({}, 'every stored door is live')]}),
    fix: 'Load the table of doors again',
    harmless: true,
  },
  {
    id: 'forward',
    title: 'Firewall of the host',
    wanted: 'connections pass to guests, and guests may ask this host for addresses and names',
    why: 'Docker, ufw, firewalld and firewalls of one’s own drop what the host passes on or is asked for, and no other table can let it through.',
    judge: health => {
      if (!hasPlainBridges(health)) return null;
      const {found} = health;
      const names = activeOf(found);
      const active = names.length === 0 ? '' : ` (${names.join(', ')} active)`;
      const closed = shutInWords(health);
      if (closed !== '') return warn(`${closed}${active}`);
      return found.rules.length === 0 && found.closed === null
        ? unknown(`neither iptables nor nft could be asked${active}`)
        : ok(`passes${active}`);
    },
    mend: letThrough,
    fix: 'Let pass what guests of our network need',
  },
  {
    id: 'default-network',
    title: 'libvirt’s default network',
    wanted: 'off while nobody uses it',
    why: 'It rejects connections from outside to its guests, whatever is exposed.',
    judge: health => (idleDefault(health) ? warn('on, and no guest uses it') : null),
    mend: health => ({steps: turnOff(health)}),
    fix: 'Turn it off',
  },
  {
    id: 'access',
    title: 'SELinux and AppArmor',
    wanted: 'guests’ disks where they may be read',
    why: 'A confined qemu reads the folders of libvirt alone, whatever their permissions say.',
    judge: ({confinement}) =>
      confinement === ''
        ? null
        : ok(`${confinement}: disks and images belong in /var/lib/libvirt/images, where ours are`),
  },
  {
    id: 'space',
    title: 'Space for disks',
    wanted: 'more than 5 GiB',
    why: 'A guest whose disk cannot grow any more is paused.',
    judge: ({host: {diskFreeBytes}}) =>
      diskFreeBytes === null
        ? unknown('could not be read')
        : diskFreeBytes < 5 * 1024 ** 3
          ? warn(`${formatBytes(diskFreeBytes)} free`)
          : ok(`${formatBytes(diskFreeBytes)} free`),
  },
];
