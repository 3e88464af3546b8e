import type {Step} from '../../../model/plan.ts';
import type {CbsdContext} from '../context.ts';
import {cbsd, patience, run} from '../plans/command.ts';

/** An installer that somebody put into W/src/iso, and of which CBSD's table of media knows nothing. */
export type LooseIso = {readonly name: string; readonly path: string};

/** By name; what `cbsd media` could not be told, or what has the name of another medium, is left out. */
export function looseIsos({isoFiles, media, node}: CbsdContext): readonly LooseIso[] {
  const known = new Set(media.flatMap(({name, path}) => [name, path]));
  return Object.entries(isoFiles)
    .filter(([name, bytes]) => /^[A-Za-z0-9][A-Za-z0-9_.+-]*\.iso$/i.test(name) && bytes > 0)
    .map(([name]) => ({name, path: `${node.workdir}/src/iso/${name}`}))
    .filter(({name, path}) => !known.has(name) && !known.has(path))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** bstart takes a medium by its name, so one that has none gets it first (cbsd-ops 7.2); none where it is registered. */
export function registered(name: string, context: CbsdContext): readonly Step[] {
  const loose = looseIsos(context).find(iso => iso.name === name);
  if (!loose) return [];
  const words = [`name=${name}`, `path=${loose.path}`, 'type=iso'];
  const expect = {path: loose.path, workdir: context.node.workdir};
  return [
    run(`Register ${name} as a medium`, cbsd(['media', 'mode=register', ...words], patience.quick), {
      check: {id: 'medium-there', target: name, expect, says: `CBSD knows ${name}`},
      undo: [cbsd(['media', 'mode=unregister', ...words], patience.quick)],
      residue: [`a row for ${name}: cbsd media mode=unregister ${words.join(' ')}`],
      seconds: 1,
    }),
  ];
}
