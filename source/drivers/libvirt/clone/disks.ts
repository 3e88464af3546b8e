import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import type {LibvirtContext} from '../context.ts';
import type {Disk, Domain} from '../look/domains.ts';
import {guestsFolder} from '../paths.ts';
import {patience, virsh} from '../plans/command.ts';
import {diskStep} from '../plans/define.ts';
import type {Copy} from './copies.ts';
import {ownDisks} from './source.ts';

/** `web.qcow2` goes on as `web.1.qcow2`, that as `web.2.qcow2`: the first number that nothing has. */
export function nextFile(source: Domain, {target}: Disk, {images}: LibvirtContext): string {
  const [first] = ownDisks(source);
  const stem = `${guestsFolder}/${source.name}${first?.target === target ? '' : `-${target}`}`;
  const taken = new Set((images ?? []).map(({path}) => path));
  for (let number = 1; ; number += 1) if (!taken.has(`${stem}.${number}.qcow2`)) return `${stem}.${number}.qcow2`;
}

/**
 * The source goes on upon new disks, all at once; what it had is never written again. Only the named disks take part, or
 * the seed would get an overlay too.
 */
export function freezeSteps(source: Domain, context: LibvirtContext): readonly Step[] {
  const own = ownDisks(source);
  const [first] = own;
  if (!first) return [];
  const specs = source.disks
    .filter(({target, device, file}) => target !== '' && device === 'disk' && file !== '')
    .flatMap(disk => [
      '--diskspec',
      own.includes(disk) ? `${disk.target},file=${nextFile(source, disk, context)}` : `${disk.target},snapshot=no`,
    ]);
  const file = nextFile(source, first, context);
  return [
    run(
      `Freeze the disk${own.length === 1 ? '' : 's'} of ${source.name}, which goes on upon ${own.length === 1 ? 'a new one' : 'new ones'}`,
      virsh(['snapshot-create-as', source.name, '--disk-only', '--no-metadata', '--atomic', ...specs], patience.start),
      {
        check: {
          id: 'disk-is',
          target: source.name,
          expect: {device: first.target, file},
          says: `${source.name} writes to ${file}`,
        },
        residue: [
          `${source.name} goes on upon ${own.map(disk => nextFile(source, disk, context)).join(', ')}: that is as good as before, and stays`,
        ],
        seconds: 1,
      },
    ),
  ];
}

/** A disk for each of the source's: upon the frozen one, or a copy of a stopped one's. */
export const diskSteps = (copy: Copy, source: Domain, quick: boolean, {images}: LibvirtContext): readonly Step[] =>
  ownDisks(source).flatMap(({target, file, format}) => {
    const path = copy.files.get(target);
    if (path === undefined) return [];
    const bytes = images?.find(image => image.path === file)?.bytes ?? 0;
    return quick
      ? [
          diskStep(`Make a disk of ${copy.name} upon ${file}`, path, [
            'create',
            '-q',
            '-f',
            'qcow2',
            '-b',
            file,
            '-F',
            format || 'raw',
            path,
          ]),
        ]
      : [
          diskStep(
            `Copy ${file} for ${copy.name}`,
            path,
            ['convert', '-f', format || 'raw', '-O', 'qcow2', file, path],
            Math.ceil(bytes / 200_000_000),
          ),
        ];
  });
