import type {Answers} from '../../../model/form.ts';
import type {NextAction, Plan, Refusal, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {formatBytes, parseSize} from '../../../text/units.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {finish, refuse, valueIn, wrongAnswers} from '../plans/finish.ts';
import {operable} from '../plans/start.ts';
import {guestTouch} from '../plans/touches.ts';
import {nextDisk} from './disks.ts';
import {type HardwareAction, hardwareForm, notJails} from './form.ts';
import {grownInside} from './inside.ts';
import {addNicStep, macRefusals, setNicStep} from './nics.ts';

type Get = (id: string) => string;

type Wish = {
  readonly title: string;
  readonly step: Step;
  readonly success: string;
  readonly refusals?: readonly Refusal[];
  readonly warnings?: readonly string[];
  readonly next?: readonly NextAction[];
};

type Made = (guest: CbsdGuest, get: Get, context: CbsdContext) => Wish;

/** `dskN.vhd` is named by us, so that its undo takes that one and no other away (cbsd-ops 5.8). */
const addDisk: Made = (guest, get) => {
  const {name} = guest;
  const disk = nextDisk(guest);
  const bytes = parseSize(get('dsk_size')) ?? 0;
  const named = [`jname=${name}`, `dsk_controller=${get('dsk_controller')}`, `dsk_path=${disk}`];
  const removal = cbsd(['bhyve-dsk', 'mode=delete', ...named], patience.quick);
  return {
    title: `Add the disk ${disk} of ${formatBytes(bytes)} to ${name}`,
    step: run(
      `Add ${disk} to ${name}`,
      cbsd(['bhyve-dsk', 'mode=attach', ...named, `dsk_size=${get('dsk_size')}`], patience.create),
      {
        check: diskCheck('disk-there', name, disk, bytes, `${disk} is there with ${formatBytes(bytes)}`),
        undo: [removal],
        residue: [`the disk ${disk}: ${removal.argv.join(' ')}`],
        seconds: 5,
      },
    ),
    success: `${name} has the disk ${disk} of ${formatBytes(bytes)}`,
  };
};

const growDisk: Made = (guest, get, context) => {
  const {name, disks = []} = guest;
  const path = get('dsk_path');
  const disk = disks.find(each => each.path === path);
  const bytes = parseSize(get('dsk_size')) ?? 0;
  const words = ['mode=modify', `jname=${name}`, `dsk_controller=${disk?.controller ?? ''}`, `dsk_path=${path}`];
  const inside = grownInside(
    guest,
    disks.findIndex(each => each.path === path),
    context,
  );
  return {
    title: `Grow ${path} of ${name} to ${formatBytes(bytes)}`,
    step: run(`Grow ${path} of ${name}`, cbsd(['bhyve-dsk', ...words, `dsk_size=${get('dsk_size')}`], patience.quick), {
      check: diskCheck('disk-there', name, path, bytes, `${path} has ${formatBytes(bytes)}`),
      seconds: 3,
    }),
    success: `${path} of ${name} has ${formatBytes(bytes)}`,
    refusals: context.node.zfs
      ? []
      : [refuse('unsupported', null, `CBSD grows disks on ZFS alone, and the guests of this node lie on UFS.`, name)],
    warnings: ['A disk that has grown cannot be made smaller again.', inside.says],
    next: inside.next,
  };
};

const makes: Readonly<Record<HardwareAction, Made>> = {
  'disk-add': addDisk,
  'disk-grow': growDisk,
  'nic-set': (guest, get, context) => ({
    title: `Change network card ${get('nic')} of ${guest.name}`,
    step: setNicStep(guest, get, context),
    success: `Card ${get('nic')} of ${guest.name} is on ${get('nic_parent')}, MAC ${macInWords(get('nic_hwaddr'))}`,
    refusals: macRefusals(guest, get('nic_hwaddr'), context),
  }),
  'nic-add': (guest, get, context) => ({
    title: `Add a network card to ${guest.name}`,
    step: addNicStep(guest, get, context),
    success: `${guest.name} has one more network card, on ${get('nic_parent')}`,
    refusals: macRefusals(guest, get('nic_hwaddr'), context),
  }),
};

const macInWords = (hwaddr: string): string => (hwaddr === '0' ? 'made by CBSD' : hwaddr);

/** Disks and network cards of a VM: all of it holds from its next start, which bhyve-dsk does not say. */
export const planHardware =
  (action: HardwareAction) =>
  (target: string, answers: Answers, context: CbsdContext): Plan => {
    const {guest, family, refusals} = operable(target, context);
    const form = hardwareForm(action)(target, context);
    const draft = {action, target, title: 'reason' in form ? `${action} ${target}` : form.title};
    const unfit = [...refusals, ...notJails(action, guest, family), ...busy(guest)];
    if (!guest || 'reason' in form || unfit.length > 0) return finish({...draft, refusals: unfit});
    const view = resolveForm(form, answers, context);
    const wrong = wrongAnswers(view, '');
    if (wrong.length > 0) return finish({...draft, refusals: wrong});
    const wish = makes[action](guest, valueIn(view), context);
    const {title, step, success, next = []} = wish;
    return finish({
      ...draft,
      ...{title, success, next},
      steps: [step],
      warnings: [
        ...(wish.warnings ?? []),
        ...(guest.state === 'running' ? [`${target} runs: it has this from its next start.`] : []),
      ],
      refusals: wish.refusals ?? [],
      assumptions: [{id: 'guest-state', target, value: guest.state}],
      touches: [guestTouch(target)],
    });
  };

const busy = (guest: CbsdGuest | null): readonly Refusal[] =>
  guest && guest.state !== 'running' && guest.state !== 'stopped'
    ? [refuse('wrong-state', null, `${guest.name} is neither running nor stopped.`, guest.name)]
    : [];

const diskCheck = (id: string, target: string, disk: string, bytes: number, says: string) => ({
  ...{id, target, says},
  expect: {disk, bytes: String(bytes)},
});
