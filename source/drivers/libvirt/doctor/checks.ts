import type {CheckRow, Mending} from '../../../model/doctor.ts';
import {run} from '../../../model/step.ts';
import {formatBytes} from '../../../text/units.ts';
import {loadStep} from '../expose/set-up.ts';
import {patience, tool, virsh} from '../plans/command.ts';
import type {Health} from './facts.ts';

const ok = (found: string) => ({state: 'ok', found}) as const;
const warn = (found: string) => ({state: 'warn', found}) as const;
const missing = (found: string) => ({state: 'missing', found}) as const;
const unknown = (found: string) => ({state: 'unknown', found}) as const;

/** Packages of the two families by the program that they bring (libvirt, 8). */
const packages: readonly {readonly program: string; readonly 'apt-get': string; readonly dnf: string}[] = [
  {program: 'virsh', 'apt-get': 'libvirt-daemon-system libvirt-clients qemu-system-x86', dnf: 'libvirt qemu-kvm'},
  {program: 'qemu-img', 'apt-get': 'qemu-utils', dnf: 'qemu-img'},
  {program: 'cloud-localds', 'apt-get': 'cloud-image-utils', dnf: 'cloud-utils'},
  {program: 'nft', 'apt-get': 'nftables', dnf: 'nftables'},
  {program: 'ss', 'apt-get': 'iproute2', dnf: 'iproute'},
  {program: 'dnsmasq', 'apt-get': 'dnsmasq-base', dnf: 'dnsmasq'},
];

const lacking = ({programs}: Health) => packages.filter(({program}) => !programs.has(program));

function install(health: Health): Mending | null {
  const {manager, isRoot} = health;
  if ((manager !== 'apt-get' && manager !== 'dnf') || !isRoot) return null;
  const names = lacking(health).flatMap(row => row[manager].split(' '));
  const words = manager === 'apt-get' ? ['install', '-y', '--no-install-recommends'] : ['install', '-y'];
  const command = tool([manager, ...words, ...names], patience.copy);
  const step = run(
    `Install ${names.join(', ')}`,
    {...command, env: {...command.env, DEBIAN_FRONTEND: 'noninteractive'}},
    {
      check: {
        id: 'programs',
        target: 'programs',
        expect: {
          programs: lacking(health)
            .map(({program}) => program)
            .join(' '),
        },
        says: 'its programs are there',
      },
      seconds: 60,
    },
  );
  return {steps: [step]};
}

const plainBridges = ({context}: Health) =>
  context?.networks.filter(({mode}) => mode === 'open').map(({bridge}) => bridge) ?? [];

/** Bridges of ours that a FORWARD chain which drops lets nothing through to (libvirt, 2.9). */
const shut = (health: Health): readonly string[] =>
  health.forward[0] === '-P FORWARD DROP'
    ? plainBridges(health).filter(
        bridge => !health.forward.some(rule => rule.includes(`-o ${bridge} `) && rule.endsWith('-j ACCEPT')),
      )
    : [];

function letThrough(health: Health): Mending {
  const steps = shut(health).flatMap(bridge => {
    const inward = ['-o', bridge, '-m', 'conntrack', '--ctstate', 'DNAT,RELATED,ESTABLISHED', '-j', 'ACCEPT'];
    const outward = ['-i', bridge, '-j', 'ACCEPT'];
    return [inward, outward].map(rule =>
      run(
        `Let connections ${rule === inward ? 'to doors' : 'of guests'} pass ${bridge}`,
        tool(['iptables', '-I', 'FORWARD', ...rule]),
        {
          check: null,
          undo: [tool(['iptables', '-D', 'FORWARD', ...rule])],
          seconds: 1,
        },
      ),
    );
  });
  return {steps, warnings: ['The rules are gone when the host starts again: keep them where its firewall is kept.']};
}

/** libvirt's own network, on and used by nobody: it closes what is exposed there to everybody else. */
const idleDefault = ({context}: Health) =>
  context?.networks.find(
    ({name, active, autostart}) =>
      name === 'default' &&
      (active || autostart) &&
      !context.domains.some(({nics}) => nics.some(({network}) => network === 'default')),
  );

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
    mend: ({host, isRoot}) =>
      host.systemd && isRoot
        ? {
            steps: [
              run('Start libvirt now and with the host', tool(['systemctl', 'enable', '--now', 'libvirtd.service']), {
                check: {id: 'daemon', target: 'libvirt', expect: {}, says: 'libvirt answers'},
                undo: [tool(['systemctl', 'disable', '--now', 'libvirtd.service'])],
                seconds: 5,
              }),
            ],
          }
        : null,
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
    wanted: 'connections may pass to guests',
    why: 'Docker and ufw drop what the host passes on, and no other table can let it through.',
    judge: health => {
      const {firewalls, forward} = health;
      const active = firewalls.length === 0 ? '' : ` (${firewalls.join(', ')} active)`;
      if (plainBridges(health).length === 0) return null;
      const bridges = shut(health);
      if (bridges.length > 0) return warn(`nothing passes to ${bridges.join(', ')}${active}`);
      return forward.length === 0 ? unknown(`iptables could not be asked${active}`) : ok(`passes${active}`);
    },
    mend: letThrough,
    fix: 'Let connections pass to the guests of our network',
  },
  {
    id: 'default-network',
    title: 'libvirt’s default network',
    wanted: 'off while nobody uses it',
    why: 'It rejects connections from outside to its guests, whatever is exposed.',
    judge: health => (idleDefault(health) ? warn('on, and no guest uses it') : null),
    mend: health => {
      const network = idleDefault(health);
      const step = (title: string, words: readonly string[], back: readonly string[]) =>
        run(title, virsh(words), {check: null, undo: [virsh(back)], seconds: 1});
      return {
        steps: [
          ...(network?.autostart
            ? [
                step(
                  'Leave network default off when the host starts',
                  ['net-autostart', 'default', '--disable'],
                  ['net-autostart', 'default'],
                ),
              ]
            : []),
          ...(network?.active
            ? [step('Stop network default', ['net-destroy', 'default'], ['net-start', 'default'])]
            : []),
        ],
      };
    },
    fix: 'Turn it off',
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
