import {finish, refuse, valueIn, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Form, Get} from '../../../model/form.ts';
import type {Plan, Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run} from '../../../model/step.ts';
import {formatBytes, parseSize, sizeText} from '../../../text/units.ts';
import {hasSeed, ownDisks} from '../clone/source.ts';
import {domainInWords, type LibvirtContext} from '../context.ts';
import {always, basic, fieldsOf} from '../forms/row.ts';
import type {Disk, Domain} from '../look/domains.ts';
import {patience, tool, virsh} from '../plans/command.ts';
import {domainOf, operable, stateSeen, toolRefusals} from '../plans/preflight.ts';
import {guestTouch} from '../plans/touches.ts';

const field = fieldsOf('disk');
const gibibyte = 1024 ** 3;

/** Which disk, and how large it becomes in all. */
export function diskGrowForm(target: string, context: LibvirtContext): Form<LibvirtContext> | Refusal {
  const domain = domainOf(target, context);
  if (!domain && target !== '')
    return refuse('no-such-guest', null, `There is no guest ${target} on this host.`, target);
  const disks = domain ? ownDisks(domain) : [];
  const sizeOf = (get: Get) => sizeNow(diskIn(get, disks), context);
  return {
    action: 'disk-grow',
    title: target === '' ? 'Grow a disk' : `Grow a disk of ${target}`,
    groups: [{id: 'disk', title: 'Disk'}],
    fields: [
      field('disk', 'choice', 'Disk', 'Which one.', {
        ...basic,
        initial: always(disks[0]?.target ?? '', 'first'),
        allowed: () =>
          disks.map(disk => {
            const bytes = sizeNow(disk, context);
            return {value: disk.target, label: disk.target, note: bytes === null ? disk.file : formatBytes(bytes)};
          }),
      }),
      field('size', 'size', 'New size', 'Of the whole disk; no disk is made smaller.', {
        ...basic,
        initial: get => {
          const bytes = sizeOf(get);
          return bytes === null ? {value: '', origin: ''} : {value: sizeText(bytes + gibibyte), origin: 'one more'};
        },
        refuse: (value, get) => {
          const bytes = sizeOf(get);
          return bytes !== null && (parseSize(value) ?? 0) <= bytes
            ? `It is ${sizeText(bytes)} already: write more, for a smaller one would be cut.`
            : null;
        },
      }),
    ],
  };
}

const diskIn = (get: Get, disks: readonly Disk[]): Disk | undefined => disks.find(({target}) => target === get('disk'));

/** As large as its guest sees it; null: its file lies elsewhere and was not looked at. */
const sizeNow = (disk: Disk | undefined, {images}: LibvirtContext): number | null =>
  images?.find(({path}) => path === disk?.file)?.virtualBytes ?? null;

/** The disk by libvirt while its guest runs, its file by qemu-img else; what is inside grows by cloud-init, or by hand. */
export function planDiskGrow(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'disk-grow', target, title: `Grow a disk of ${target}`};
  const {domain, refusals} = operable(target, context);
  const form = diskGrowForm(target, context);
  if (!domain || 'reason' in form) return finish({...draft, refusals});
  const view = resolveForm(form, answers, context);
  const wrong = wrongAnswers(view, '');
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const get = valueIn(view);
  const disk = diskIn(get, ownDisks(domain));
  if (!disk || sizeNow(disk, context) === null) return finish({...draft, refusals: [outside(target, get('disk'))]});
  const bytes = String(parseSize(get('size')) ?? 0);
  const runs = domain.state === 'running';
  return finish({
    ...draft,
    title: `Grow ${disk.target} of ${target} to ${get('size')}`,
    steps: [
      run(
        `Grow ${disk.target} of ${target} to ${get('size')}`,
        runs
          ? virsh(['blockresize', target, disk.target, `${bytes}B`])
          : tool(['qemu-img', 'resize', '-q', '-f', disk.format || 'raw', disk.file, bytes], patience.start),
        {
          check: {
            id: 'disk-size',
            target,
            expect: {file: disk.file, bytes},
            says: `${disk.target} of ${target} is ${get('size')} large`,
          },
          seconds: 1,
        },
      ),
    ],
    warnings: ['No disk is made smaller again.', insideIn(domain, disk)],
    refusals: [
      ...(runs || domain.state === 'stopped'
        ? []
        : [refuse('wrong-state', null, `${domainInWords(domain)} is neither running nor stopped.`, target)]),
      ...toolRefusals(['qemu-img'], context),
    ],
    assumptions: [stateSeen(domain)],
    touches: [guestTouch(target)],
    success: `${disk.target} of ${target} is ${get('size')} large`,
    next: runs
      ? [{kind: 'action', title: `Restart ${target}, so that its partition grows`, action: 'restart', target}]
      : [{kind: 'action', title: `Start ${target}`, action: 'start', target}],
  });
}

const insideIn = (domain: Domain, {target}: Disk): string =>
  hasSeed(domain) && target === ownDisks(domain)[0]?.target
    ? 'Its partition and file system inside grow at its next start, by cloud-init (growpart).'
    : `What is on it stays as large as it is: inside, growpart /dev/${target} 1, then resize2fs or xfs_growfs.`;

const outside = (guest: string, disk: string): Refusal =>
  refuse(
    'unsupported',
    'disk',
    `How large ${disk || 'the disk'} of ${guest} is could not be read, so that it might be cut: virsh domblkinfo ${guest} ${disk} tells.`,
    guest,
  );
