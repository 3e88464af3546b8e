import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {cell} from '../look/sections.ts';
import {quotable, shell, vmmFolder} from '../paths.ts';
import {type RemovalFacts, readRemoval, removalScript} from '../removal/look.ts';

/** A rename moves rows, folders and a dataset one after the other, and CBSD tells of none that failed (cbsd-ops 3.3). */
export async function checkRenamed({target, expect}: Check, workdir: string, transport: Transport): Promise<Verdict> {
  const old = expect.old ?? '';
  if (!quotable(target) || !quotable(old)) return {truth: 'unknown', note: `nobody knows how to check ${target}`};
  const look = async (name: string) =>
    readRemoval((await transport.read({argv: shell(removalScript, workdir, vmmFolder, name)})).stdout, name);
  const [fresh, gone] = [await look(target), await look(old)];
  if (!fresh.readable) return {truth: 'unknown', note: `${workdir}/var/db/local.sqlite could not be read`};
  const problem = missing(target, expect.emulator ?? '', fresh) ?? left(old, workdir, gone);
  return problem === null
    ? {truth: 'true', note: `${target} is there with its folders, and ${old} is not`}
    : {truth: 'false', note: problem};
}

function missing(name: string, emulator: string, {row, places}: RemovalFacts): string | null {
  if (!row) return `${name} is not in CBSD's database`;
  if (cell(row, 'emulator') !== emulator) return `${name} is no ${emulator}`;
  const folder = [`jails-data/${name}-data`, `jails-system/${name}`].find(
    place => !places.some(each => each.place === place),
  );
  return folder === undefined ? null : `${folder} is not there`;
}

function left(name: string, workdir: string, {row, places}: RemovalFacts): string | null {
  if (row) return `${name} is still in CBSD's database`;
  const [first] = places.filter(({place}) => /^jails-(data|system)\//.test(place));
  return first ? `${workdir}/${first.place} is still there` : null;
}
