import type {Refusal, Step} from '../../../model/plan.ts';
import {type BaseWish, baseDirectory, baseInWords, findBase} from '../bases.ts';
import type {CbsdContext} from '../context.ts';
import {shell} from '../paths.ts';
import {cbsd, patience, run} from './command.ts';
import {refuse} from './finish.ts';

/** The archive grows in a folder named after CBSD's own process; the newest one is it. */
const archiveSize =
  'size=0; for file in "$1"/tmp/src.*/base.txz; do size=$(stat -f %z "$file" 2>/dev/null) || size=0; done; echo "$size"';

/** A step of its own for the download that jcreate would do in silence (cbsd-create 2.5). Empty when the base is here. */
export const fetchBase = (wish: BaseWish, context: CbsdContext): readonly Step[] =>
  findBase(wish, context) ? [] : [baseStep(wish, context.node.workdir)];

/** CBSD finds a mirror, fetches and unpacks; it tells no progress without a terminal (cbsd-ops 7.1). */
export function baseStep(wish: BaseWish, workdir: string): Step {
  const directory = baseDirectory(wish, workdir);
  const words = [
    ...['repo', 'action=get', 'sources=base', `arch=${wish.arch}`, `ver=${wish.version}`],
    ...(wish.platform === 'FreeBSD' ? [] : [`platform=${wish.platform}`]),
    'inter=0',
  ];
  return run(`Fetch the base ${baseInWords(wish)}`, cbsd(words, patience.fetch), {
    check: {
      id: 'base-present',
      target: directory,
      expect: {path: `${directory}/bin/sh`},
      says: `the base ${baseInWords(wish)} is in ${directory}`,
    },
    residue: [`${workdir}/tmp/src.*: a part of the download, for rm -r`],
    seconds: 300,
    progress: {read: {argv: shell(archiveSize, workdir)}, totalBytes: 0},
  });
}

/** Why no jail can be made on this base, and no fetch would help. */
export function baseRefusals(wish: BaseWish, context: CbsdContext): readonly Refusal[] {
  if (wish.version === '') return [refuse('unreadable', 'ver', 'The version of this node is not known: write one.')];
  const base = findBase(wish, context);
  if (base)
    return base.status === 2
      ? [
          refuse(
            'missing',
            'ver',
            `The base ${baseInWords(wish)} is in maintenance or lost its files: CBSD cannot use it.`,
          ),
        ]
      : [];
  if (wish.basename) return [refuse('missing', 'basename', `There is no base ${wish.basename} for ${wish.version}.`)];
  if (wish.platform === 'FreeBSD' && !/^\d/.test(wish.version))
    return [
      refuse('missing', 'ver', `There is no base ${wish.version} here, and the mirrors have releases such as 14.1.`),
    ];
  if (!fetchable.includes(wish.arch))
    return [
      refuse('missing', 'arch', `There is no base for ${wish.arch} here, and the mirrors have none that CBSD finds.`),
    ];
  return [];
}

const fetchable = ['amd64', 'i386', 'aarch64'];
