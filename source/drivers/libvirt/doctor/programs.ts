import type {Mending} from '../../../model/doctor.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {insteadOf} from '../instead.ts';
import {patience, script, tool} from '../plans/command.ts';
import type {Health} from './facts.ts';

type PackageRow = {
  readonly program: string;
  readonly 'apt-get': string;
  readonly dnf: string;
};

/**
 * Packages of the two families by the program that they bring (libvirt, 8). For dnf they are of what RHEL 8 to 10 hold themselves, as
 * Rocky, Alma and Fedora do: cloud-utils is not among it.
 */
export const packages: readonly PackageRow[] = [
  {
    program: 'virsh',
    'apt-get': 'libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86',
    dnf: 'libvirt qemu-kvm',
  },
  {program: 'qemu-img', 'apt-get': 'qemu-utils', dnf: 'qemu-img'},
  {program: 'cloud-localds', 'apt-get': 'cloud-image-utils', dnf: 'xorriso'},
  {program: 'nft', 'apt-get': 'nftables', dnf: 'nftables'},
  {program: 'ss', 'apt-get': 'iproute2', dnf: 'iproute'},
  {program: 'dnsmasq', 'apt-get': 'dnsmasq-base', dnf: 'dnsmasq'},
];

export const lacking = ({programs}: Pick<Health, 'programs'>): readonly PackageRow[] =>
  packages.filter(({program}) => !programs.has(program) && !programs.has(insteadOf[program] ?? program));

export function install(health: Health): Mending | null {
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
            .map(({program}) => (manager === 'dnf' ? (insteadOf[program] ?? program) : program))
            .join(' '),
        },
        says: 'its programs are there',
      },
      seconds: 60,
    },
  );
  return {steps: [step]};
}

const modular = ['virtqemud.service', 'virtnetworkd.service', 'virtstoraged.socket'];

/** Systems with a daemon a driver, from a version on (libvirt, 7): one libvirtd for all conflicts with those. */
const modularFrom: readonly {readonly ids: readonly string[]; readonly version: number}[] = [
  {ids: ['fedora'], version: 35},
  {ids: ['rhel', 'ol'], version: 9},
];

/** By /etc/os-release, its ID and what it is like. */
const unitsOf = ({ids, version}: Health['system']): readonly string[] =>
  modularFrom.some(row => row.version <= version && row.ids.some(id => ids.includes(id)))
    ? modular
    : ['libvirtd.service'];

const answers = {id: 'daemon', target: 'libvirt', expect: {}, says: 'libvirt answers'};

/** By systemd where that runs the host; else as its own programs go into the background. */
export const startDaemon = ({host, system}: Pick<Health, 'host' | 'system'>): readonly Step[] => [
  host.systemd
    ? run('Start libvirt now and with the host', tool(['systemctl', 'enable', '--now', ...unitsOf(system)]), {
        check: answers,
        undo: [tool(['systemctl', 'disable', '--now', ...unitsOf(system)])],
        seconds: 5,
      })
    : run(
        'Start libvirt; without systemd it has to be started with the host by hand',
        script('[ -S /run/libvirt/virtlogd-sock ] || virtlogd -d || exit 1; libvirtd -d', []),
        {check: answers, seconds: 5},
      ),
];
