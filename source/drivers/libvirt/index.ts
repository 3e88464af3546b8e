import {finish, refuse} from '../../model/draft.ts';
import type {Driver, Snapshot} from '../../model/driver.ts';
import type {Answers, Form} from '../../model/form.ts';
import type {Plan, Refusal} from '../../model/plan.ts';
import {resolveForm} from '../../model/resolve.ts';
import {check} from './check.ts';
import {cloneForm} from './clone/form.ts';
import {planClone} from './clone/plan.ts';
import type {LibvirtContext} from './context.ts';
import {contrary} from './contrary.ts';
import {diagnose} from './doctor/diagnose.ts';
import {exposeForm, unexposeForm} from './expose/form.ts';
import {planExpose} from './expose/plan.ts';
import {planUnexpose} from './expose/unexpose.ts';
import {vmForm} from './forms/vm.ts';
import {describe} from './guest-facts.ts';
import {inspect, type Look} from './inspect.ts';
import {libraryOf} from './library.ts';
import {loginTo} from './login.ts';
import {planCreateVm} from './plans/create-vm.ts';
import {planDestroy} from './plans/destroy.ts';
import {planLifecycle} from './plans/lifecycle.ts';
import {probe} from './probe.ts';
import {planSnapshot, snapshotForm} from './snapshots/plan.ts';
import {stale} from './stale.ts';

type Row = {
  readonly form?: Form<LibvirtContext> | ((target: string, context: LibvirtContext) => Form<LibvirtContext> | Refusal);
  readonly plan: (target: string, answers: Answers, context: LibvirtContext) => Plan;
};

const lifecycle = ['start', 'stop', 'restart', 'kill', 'pause', 'resume'].map((action): readonly [string, Row] => [
  action,
  {plan: (target, _, context) => planLifecycle(action, target, context)},
]);

const snapshots = ['snapshot-create', 'snapshot-rollback', 'snapshot-remove'].map((action): readonly [string, Row] => [
  action,
  {form: snapshotForm(action), plan: planSnapshot(action)},
]);

/** What libvirt can do for us, an action a row; what is not here is refused in words. */
const rows: Readonly<Record<string, Row>> = {
  'create-vm': {form: vmForm, plan: (_, answers, context) => planCreateVm(answers, context)},
  clone: {form: cloneForm, plan: planClone},
  expose: {form: exposeForm, plan: planExpose},
  unexpose: {form: unexposeForm, plan: planUnexpose},
  ...Object.fromEntries([...lifecycle, ...snapshots]),
  destroy: {plan: (target, _, context) => planDestroy(target, context)},
};

export const libvirt: Driver = {
  id: 'libvirt',
  title: 'libvirt',
  // a socket and not a program: virsh is installed on many a machine that runs no guests
  traces: ['/run/libvirt/libvirt-sock', '/run/libvirt/virtqemud-sock'],
  systems: ['linux'],
  makes: ['create-vm'],
  install: [
    'On Debian, as root:  apt-get install libvirt-daemon-system libvirt-clients qemu-system-x86 qemu-utils cloud-image-utils nftables',
    'On Fedora, as root:  dnf install qemu-kvm libvirt cloud-utils nftables',
  ],
  probe,
  inspect: async (transport, probed, operator) => {
    const now = Date.now();
    return snapshotOf(await inspect(transport, probed, operator, now), now);
  },
  diagnose,
  describe,
  check,
  contrary,
  stale,
};

function snapshotOf({guests, problems, context}: Look, takenAt: number): Snapshot {
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
    },
    form(action, target, answers) {
      const row = rows[action]?.form;
      if (!row || !context) return refusal(action);
      const form = typeof row === 'function' ? row(target, context) : row;
      return 'reason' in form ? form : resolveForm(form, answers, context);
    },
    answersLike: action => refusal(`${action} like another guest`),
    plan(action, target, answers) {
      const row = rows[action];
      return row && context
        ? row.plan(target, answers, context)
        : finish({action, target, title: `${action} ${target}`, refusals: [refusal(action)]});
    },
    login: (guest, entrance) => (context ? loginTo(guest, entrance, context) : refusal(entrance)),
  };
}
