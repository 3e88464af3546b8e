import type {Mending} from '../../../model/doctor.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {patience, script, tool} from '../plans/command.ts';
import type {Health} from './facts.ts';

/** Packages of the two families by the program that they bring (libvirt, 8). */
export const packages: readonly {readonly program: string; readonly 'apt-get': string; readonly dnf: string}[] = [
  {program: 'virsh', 'apt-get': 'libvirt-daemon-system libvirt-clients qemu-system-x86', dnf: 'libvirt qemu-kvm'},
  {program: 'qemu-img', 'apt-get': 'qemu-utils', dnf: 'qemu-img'},
  {program: 'cloud-localds', 'apt-get': 'cloud-image-utils', dnf: 'cloud-utils'},
  {program: 'nft', 'apt-get': 'nftables', dnf: 'nftables'},
  {program: 'ss', 'apt-get': 'iproute2', dnf: 'iproute'},
  {program: 'dnsmasq', 'apt-get': 'dnsmasq-base', dnf: 'dnsmasq'},
];

export const lacking = ({programs}: Health) => packages.filter(({program}) => !programs.has(program));

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

const answers = {id: 'daemon', target: 'libvirt', expect: {}, says: 'libvirt answers'};

/** By systemd where that runs the host; else as its own programs go into the background. */
export const startDaemon = ({host}: Pick<Health, 'host'>): readonly Step[] => [
  host.systemd
    ? run('Start libvirt now and with the host', tool(['systemctl', 'enable', '--now', 'libvirtd.service']), {
        check: answers,
        undo: [tool(['systemctl', 'disable', '--now', 'libvirtd.service'])],
        seconds: 5,
      })
    : run(
        'Start libvirt; without systemd it has to be started with the host by hand',
        script('[ -S /run/libvirt/virtlogd-sock ] || virtlogd -d || exit 1; libvirtd -d', []),
        {check: answers, seconds: 5},
      ),
];
