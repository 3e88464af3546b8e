import {loadChecker} from '../../model/cloud-init/validate.ts';
import {finish, refuse} from '../../model/draft.ts';
import type {Driver, Snapshot} from '../../model/driver.ts';
import type {Refusal} from '../../model/plan.ts';
import {resolveForm} from '../../model/resolve.ts';
import {rows} from './action-rows.ts';
import {check} from './check.ts';
import {contrary} from './contrary.ts';
import {diagnose} from './doctor/diagnose.ts';
import {describe} from './guest-facts.ts';
import {inspect, type Look} from './inspect.ts';
import {libraryOf} from './library/items.ts';
import {loginTo} from './login.ts';
import {connection} from './paths.ts';
import {probe} from './probe.ts';
import {survey} from './setup/survey.ts';
import {stale} from './stale.ts';

export const libvirt: Driver = {
  id: 'libvirt',
  title: 'libvirt',
  // a socket and not a program: virsh is installed on many a machine that runs no guests
  traces: ['/run/libvirt/libvirt-sock', '/run/libvirt/virtqemud-sock'],
  systems: ['linux'],
  makes: ['create-vm'],
  install: [
    'On Debian, as root:  apt-get install libvirt-daemon-system libvirt-clients qemu-system-x86 qemu-utils cloud-image-utils nftables',
    'On Fedora, as root:  dnf install qemu-kvm libvirt xorriso nftables',
  ],
  survey,
  probe,
  inspect: async (transport, probed, operator) => {
    const now = Date.now();
    await loadChecker(); // its forms judge cloud-init's settings as they are typed
    return snapshotOf(await inspect(transport, probed, operator, now), now);
  },
  // lifecycle alone: clocks and balloons tell of themselves all the time
  events: {
    argv: ['virsh', '-q', '-c', connection, 'event', '--event', 'lifecycle', '--loop'],
    env: {LC_ALL: 'C.UTF-8'},
  },
  diagnose,
  describe,
  check,
  contrary,
  stale,
};

/** `takenAt`: milliseconds since the epoch. */
export function snapshotOf({guests, problems, context}: Look, takenAt: number): Snapshot {
  const refusal = (action: string): Refusal =>
    context === null
      ? refuse('unreadable', null, problems[0] ?? 'libvirt could not be asked.')
      : refuse('unsupported', null, `${action} cannot be done on a libvirt host from here.`);
  return {
    takenAt,
    guests,
    problems,
    forwards: context?.doors.map ?? [],
    library: context ? libraryOf(context) : [],
    node: context && {
      name: context.host.name,
      address: context.host.addresses.find(({address}) => !address.startsWith('127.'))?.address.split('/')[0] ?? '',
      cpus: context.host.cpus,
      memoryBytes: context.host.memoryBytes,
      memoryFreeBytes: context.host.memoryFreeBytes,
      diskFreeBytes: context.host.diskFreeBytes,
      load: context.host.load,
    },
    form(action, target, answers) {
      const row = rows[action]?.form;
      if (!row || !context) return refusal(action);
      const form = typeof row === 'function' ? row(target, context) : row;
      return 'reason' in form ? form : resolveForm(form, answers, context);
    },
    answersLike: (action, guest) =>
      (context && rows[action]?.like?.(guest, context)) ?? refusal(`${action} like another guest`),
    plan(action, target, answers, earlier = []) {
      const row = rows[action];
      return row && context
        ? row.plan(target, answers, context, earlier)
        : finish({action, target, title: `${action} ${target}`, refusals: [refusal(action)]});
    },
    login: (guest, entrance) => (context ? loginTo(guest, entrance, context) : refusal(entrance)),
  };
}
