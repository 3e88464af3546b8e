import {finish, valueIn, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Form} from '../../../model/form.ts';
import type {Plan} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run} from '../../../model/step.ts';
import {formatBytes, parseSize} from '../../../text/units.ts';
import type {LibvirtContext} from '../context.ts';
import {always, basic, fieldsOf, plain} from '../forms/row.ts';
import type {Domain} from '../look/domains.ts';
import {guestsFolder} from '../paths.ts';
import {virsh} from '../plans/command.ts';
import {diskStep, folderSteps} from '../plans/define.ts';
import {operable, pathFree, pathRefusals, stateSeen, toolRefusals} from '../plans/preflight.ts';
import {guestTouch} from '../plans/touches.ts';
import {slotRefusals} from './slots.ts';

const field = fieldsOf('disk');

export const diskAddForm = (target: string): Form<LibvirtContext> => ({
  action: 'disk-add',
  title: target === '' ? 'Add a disk' : `Add a disk to ${target}`,
  groups: [{id: 'disk', title: 'Disk'}],
  fields: [
    field('size', 'size', 'Size', 'It takes space of the host only as it is filled.', {
      ...basic,
      initial: always('10g'),
      note: (_value, _get, {host}) =>
        host.diskFreeBytes === null ? null : `${formatBytes(host.diskFreeBytes)} free on this host`,
    }),
    field('disk_bus', 'choice', 'Disk bus', 'virtio is fast; a system without its driver needs sata or scsi.', {
      initial: always('virtio'),
      allowed: () => plain(['virtio', 'sata', 'scsi']),
    }),
  ],
});

/** An empty disk of its own, plugged in for now and for its next start. */
export function planDiskAdd(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'disk-add', target, title: `Add a disk to ${target}`};
  const {domain, refusals} = operable(target, context);
  if (!domain) return finish({...draft, refusals});
  const view = resolveForm(diskAddForm(target), answers, context);
  const wrong = wrongAnswers(view, '');
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const get = valueIn(view);
  const device = nextDevice(domain, get('disk_bus') === 'virtio' ? 'vd' : 'sd');
  const file = nextFile(domain, device, context);
  const runs = domain.state !== 'stopped';
  const bytes = String(parseSize(get('size')) ?? 0);
  return finish({
    ...draft,
    title: `Add a disk of ${get('size')} to ${target} as ${device}`,
    steps: [
      ...folderSteps(context.folders),
      diskStep(`Make an empty disk of ${get('size')}`, file, ['create', '-q', '-f', 'qcow2', file, bytes]),
      run(
        `Plug it into ${target} as ${device}`,
        virsh([
          ...['attach-disk', target, file, device, '--driver', 'qemu', '--subdriver', 'qcow2'],
          ...['--targetbus', get('disk_bus'), runs ? '--persistent' : '--config'],
        ]),
        {
          check: {id: 'disk-there', target, expect: {file}, says: `${target} has it as ${device}`},
          undo: [virsh(['detach-disk', target, device, runs ? '--persistent' : '--config'])],
          residue: [`${device} of ${target}: virsh detach-disk ${target} ${device} --persistent`],
          seconds: 1,
        },
      ),
    ],
    warnings: [`It is empty: ${target} has to make a file system on it.`],
    refusals: [...slotRefusals(domain), ...toolRefusals(['qemu-img'], context), ...pathRefusals([file], context)],
    assumptions: [stateSeen(domain), pathFree(file)],
    touches: [guestTouch(target)],
    success: `${target} has ${device}, an empty disk of ${get('size')}`,
    next: [{kind: 'action', title: 'Another disk', action: 'disk-add', target}],
  });
}

/** `vdc` where vda and vdb are there. */
export function nextDevice({disks}: Pick<Domain, 'disks'>, stem: string): string {
  const taken = new Set(disks.map(({target}) => target));
  return [...'abcdefghijklmnopqrstuvwxyz'].map(letter => stem + letter).find(name => !taken.has(name)) ?? `${stem}aa`;
}

/** A disk that was unplugged by hand may have left its file, and a clone's second disk is named like that too. */
function nextFile({name}: Domain, device: string, {images}: LibvirtContext): string {
  const taken = new Set((images ?? []).map(({path}) => path));
  for (let number = 1; ; number += 1) {
    const path = `${guestsFolder}/${name}-${device}${number === 1 ? '' : `-${number}`}.qcow2`;
    if (!taken.has(path)) return path;
  }
}
