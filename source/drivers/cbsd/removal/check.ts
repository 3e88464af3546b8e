import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {cell} from '../look/sections.ts';
import {quotable, shell, vmmFolder} from '../paths.ts';
import {placesOf, type RemovalFacts, readRemoval, removalScript} from './look.ts';

/**
 * `removal-safe` is asked just before a removal: whatever CBSD would clear has to be this guest's own, and of this node.
 * `guest-removed` is asked after it, for CBSD ends with 0 whatever it did (cbsd-ops 5.2).
 */
export const isRemovalCheck = (id: string): boolean => id === 'removal-safe' || id === 'guest-removed';

export async function checkRemoval(asked: Check, workdir: string, transport: Transport): Promise<Verdict> {
  const {id, target, expect} = asked;
  if (!quotable(target)) return {truth: 'unknown', note: `nobody knows how to check ${target}`};
  const datasets = (expect.datasets ?? '').split(' ').filter(Boolean);
  const {stdout} = await transport.read({argv: shell(removalScript, workdir, vmmFolder, target, ...datasets)});
  const facts = readRemoval(stdout, target);
  if (!facts.readable) return {truth: 'unknown', note: `${workdir}/var/db/local.sqlite could not be read`};
  if (id === 'guest-removed') return removed(target, workdir, facts);
  const reason = danger(target, expect.kind ?? '', workdir, facts);
  return reason === null
    ? {truth: 'true', note: `nothing but ${target} itself lies in its folders`}
    : {truth: 'false', note: `not removed: ${reason}`};
}

/** Why a removal now could take something else than this guest; null: nothing speaks against it. */
export function danger(name: string, kind: string, workdir: string, facts: RemovalFacts): string | null {
  const {row, places, home} = facts;
  if (!row) return `${name} is not in this node's own table, and CBSD would look for it on other nodes`;
  if ((cell(row, 'emulator') === 'bhyve') !== (kind === 'vm'))
    return `${name} is not a ${kind === 'vm' ? 'VM' : 'jail'} any more`;
  if (facts.isProtected) return `${name} is protected`;
  if (facts.running) return `the kernel runs ${name}`;
  if (home === '') return `${workdir} has no real path`;
  const astray = places.find(({real}) => real !== '' && !real.startsWith(`${home}/`));
  if (astray) return `${workdir}/${astray.place} leads to ${astray.real}, outside of ${workdir}`;
  const [mount] = mountsBelow(name, workdir, facts);
  return mount ? `${mount.at} is a mount (${mount.type}): umount ${mount.at} first` : null;
}

/** The dataset of the guest's own data is mounted there and belongs to it; anything deeper is somebody's. */
const isForeign = (at: string, type: string, place: string): boolean =>
  at.startsWith(`${place}/`) || (at === place && !(type === 'zfs' && place.endsWith('-data')));

function removed(name: string, workdir: string, facts: RemovalFacts): Verdict {
  if (facts.running) return {truth: 'false', note: `the kernel still runs ${name}`};
  if (facts.row) return {truth: 'false', note: `${name} is still in CBSD's database`};
  const left = leftOver(name, workdir, facts);
  const must =
    [facts.tables, facts.datasets, facts.rules, mountsBelow(name, workdir, facts)].some(each => each.length > 0) ||
    facts.places.some(({place}) => mustGo(place));
  if (left.length === 0) return {truth: 'true', note: `${name} is gone, and nothing of it is left`};
  return {truth: must ? 'false' : 'true', note: `${name} is gone, but left: ${left.join('; ')}`};
}

/** Tables of mounts are left by `bremove` always; a VM's are never mounted. */
const mustGo = (place: string): boolean => !place.startsWith('jails-fstab/');

/** Each with the command that removes it, for an operator to read first: nothing here is removed by us. What is mounted goes first. */
const leftOver = (name: string, workdir: string, facts: RemovalFacts): readonly string[] => [
  ...mountsBelow(name, workdir, facts).map(({at}) => `umount ${at}`),
  ...(facts.rules.length > 0 ? [`rctl -r jail:${name}`] : []),
  ...facts.datasets.map(dataset => `zfs destroy ${dataset}`),
  ...facts.places.map(({place, real}) => `rm ${real === '' ? '' : '-r '}${workdir}/${place}`),
  ...facts.tables.map(table => `a row in the table ${table}`),
];

/** Folders of the host, or anything else, that are mounted in what was the guest's. */
const mountsBelow = (name: string, workdir: string, {home, mounts}: RemovalFacts): RemovalFacts['mounts'] =>
  mounts.filter(({at, type}) =>
    placesOf(name).some(place => [workdir, home].some(top => isForeign(at, type, `${top}/${place}`))),
  );
