import type {Command} from '../../../../model/command.ts';
import type {Step} from '../../../../model/plan.ts';
import type {CbsdContext} from '../../context.ts';
import {cbsd, patience, run} from '../../plans/command.ts';
import type {Copy} from '../copies.ts';
import {overSite} from '../site.ts';
import type {Source} from '../source.ts';

/** The first letter of CBSD's commands for its kind. */
export const letter = (source: Source): 'b' | 'j' => (source.vm ? 'b' : 'j');

/** A copy of a protected guest is protected, and CBSD's removal of one ends well and does nothing (cbsd-ops 5.2). */
export const removal = (name: string, source: Source): readonly Command[] => [
  ...(source.row.protected === '1'
    ? [cbsd([`${letter(source)}set`, `jname=${name}`, 'protected=0'], patience.quick)]
    : []),
  cbsd([`${letter(source)}remove`, `jname=${name}`], patience.stop),
];

/** Kilobytes of a folder that grows, as bytes. */
const folderSize = 'set -- $(du -Askx "$1" 2>/dev/null) 0; echo $(($1 * 1024))';

/** Copies the guest with everything that CBSD copies: forwards, hooks, seed and passwords too (cbsd-ops 3.1, 3.2). */
export function copyStep(copy: Copy, source: Source, live: boolean, context: CbsdContext): Step {
  const {name, hostname, address} = copy;
  const words = [
    `${letter(source)}clone`,
    `old=${source.name}`,
    `new=${name}`,
    `host_hostname=${hostname}`,
    `ip4_addr=${address}`,
    ...(live ? ['checkstate=0'] : []),
    ...overSite(source, context),
  ];
  const data = `${context.node.workdir}/jails-data/${name}-data`;
  const fstab = `${context.node.workdir}/jails-fstab/${name}`;
  const remove = removal(name, source)
    .map(({argv}) => argv.join(' '))
    .join(' && ');
  return run(
    `Clone ${source.name} as ${name}${source.dataset ? ' from a snapshot of its dataset' : ''}`,
    cbsd(words, patience.create),
    {
      check: {
        id: 'clone-made',
        target: name,
        expect: {source: source.name, host_hostname: hostname},
        says: `${name} is in the database and its data is as large as that of ${source.name}`,
      },
      undo: removal(name, source),
      residue: [
        `a part of ${name}: ${remove}`,
        ...(source.vm ? [`${fstab}, which bremove leaves: rm -r ${fstab}`] : []),
        ...snapshotsOf(source, name).map(snapshot => `the snapshot ${snapshot}: zfs destroy ${snapshot}`),
      ],
      seconds: source.dataset ? 5 : 60,
      ...(source.dataset
        ? {}
        : {
            progress: {
              read: {argv: ['sh', '-c', folderSize, 'construct-tui', data]},
              totalBytes: source.bytes ?? 0,
              ...(source.bytes === null
                ? {whole: {argv: ['sh', '-c', folderSize, 'construct-tui', source.data], timeoutMs: patience.create}}
                : {}),
            },
          }),
    },
  );
}

/** What CBSD takes of the source for the clone: of a jail its dataset, of a VM every disk (cbsd-ops 3.1, 3.2). */
export const snapshotsOf = (source: Source, name: string): readonly string[] =>
  source.volumes.length > 0
    ? source.volumes.map(volume => `${volume}@cbsd-original-${name}-${volume.replace(/^.*\//, '')}`)
    : source.dataset
      ? [`${source.dataset.name}@cbsd-original-${name}`]
      : [];
