import type {Check, Step} from '../../../model/plan.ts';
import type {Source} from '../clone/source.ts';
import type {CbsdContext, Family} from '../context.ts';
import {shell} from '../paths.ts';
import {cbsd, patience, run} from '../plans/command.ts';

/** All of a guest, by CBSD's own removal. */
export function removeStep(source: Source, family: Family, context: CbsdContext): Step {
  const {name} = source;
  const {workdir} = context.node;
  const own = ownDatasets(source);
  const command = cbsd([`${family === 'jail' ? 'j' : 'b'}remove`, `jname=${name}`], patience.stop);
  const folders = ['jails-data/NAME-data', 'jails-system/NAME', 'jails/NAME', 'jails-fstab/NAME'];
  return {
    ...run(`Remove ${family === 'jail' ? 'jail' : 'VM'} ${name}`, command, {
      check: isRemoved(source),
      residue: [
        `${name}, while CBSD still knows it: ${command.argv.join(' ')}`,
        ...own.map(dataset => `its dataset, if CBSD no longer knows it: zfs destroy ${dataset}`),
        ...folders.map(
          folder =>
            `${workdir}/${folder.replace('NAME', name)}, if CBSD no longer knows it: look into it, then rm -r ${workdir}/${folder.replace('NAME', name)}`,
        ),
      ],
      seconds: 30,
      isFinal: true,
    }),
    before: {
      id: 'removal-safe',
      target: name,
      expect: {kind: family},
      says: `nothing but ${name} itself lies in its folders, and it is this node's own`,
    },
  };
}

const ownDatasets = ({volumes, dataset}: Source): readonly string[] => [...volumes, ...(dataset ? [dataset.name] : [])];

function isRemoved(source: Source): Check {
  const origin = source.dataset?.origin ?? '';
  return {
    id: 'guest-removed',
    target: source.name,
    expect: {datasets: [...ownDatasets(source), ...(origin.includes('@cbsd-original-') ? [origin] : [])].join(' ')},
    says: `${source.name} is in no table, no folder and no dataset`,
  };
}

const dropScript = '[ ! -d "$1" ] || rmdir "$1"; exit 0';

/** `bremove` leaves the folder of a VM's mounts, empty; what somebody keeps in there stays, and is told. */
export function dropMounts(source: Source, {node}: CbsdContext): Step {
  const folder = `${node.workdir}/jails-fstab/${source.name}`;
  const command = {argv: shell(dropScript, folder), timeoutMs: patience.quick};
  return run(`Take away the empty folder that CBSD leaves of ${source.name}`, command, {
    check: isRemoved(source),
    residue: [`${folder}: rmdir ${folder}`],
    seconds: 1,
  });
}
