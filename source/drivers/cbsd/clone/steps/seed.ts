import type {FileWrite} from '../../../../model/command.ts';
import type {Step} from '../../../../model/plan.ts';
import {writeFile} from '../../../../model/step.ts';
import type {CbsdContext} from '../../context.ts';
import {patience, run} from '../../plans/command.ts';
import type {Copy} from '../copies.ts';
import {metaDataFor, networkConfigFor} from '../seed.ts';
import type {Source} from '../source.ts';

/** What bclone leaves of the source's seed, written anew; bstart builds the guest's image of it at every start. */
export function seedSteps(copy: Copy, source: Source, context: CbsdContext): readonly Step[] {
  if (!source.seed) return [];
  const folder = `${context.node.workdir}/jails-system/${copy.name}/cloud-init`;
  const wish = {name: copy.name, hostname: copy.hostname, oldHostname: source.hostname, addresses: copy.moved};
  const files: readonly FileWrite[] = [
    ...(source.seed.metaData === ''
      ? []
      : [{path: `${folder}/meta-data`, mode: 0o640, content: [metaDataFor(source.seed, wish)]}]),
    ...(source.seed.networkConfig === ''
      ? []
      : [{path: `${folder}/network-config`, mode: 0o640, content: [networkConfigFor(source.seed, wish)]}]),
  ];
  return [
    run(
      `Remove the cloud-init files of ${source.name} from ${copy.name}`,
      {argv: ['rm', '-f', ...files.map(file => file.path)], timeoutMs: patience.quick},
      {check: null, undo: [], seconds: 1},
    ),
    ...files.map(file => fileStep(`Write the ${file.path.replace(/^.*\//, '')} of ${copy.name}`, file)),
  ];
}

/** Its undo goes first where it may be half written: a file is only ever written new. */
const fileStep = (title: string, file: FileWrite): Step =>
  writeFile(title, file, {
    check: {id: 'file-written', target: file.path, expect: {path: file.path}, says: `${file.path} is written`},
    undo: [{argv: ['rm', '-f', file.path], timeoutMs: patience.quick}],
    seconds: 1,
  });
