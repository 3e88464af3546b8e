import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {readSnapshot} from '../clone/facts.ts';
import {section} from '../look/script-parts.ts';
import {readSections} from '../look/sections.ts';
import {shell} from '../paths.ts';

/** $1: a dataset by its full name. Its snapshots, the oldest first, and the bytes written since the newest. */
export const snapshotsScript = [
  section('snapshots'),
  'zfs list -Hp -t snapshot -s creation -o name,creation,used,cbsdsnap:snapname -d 1 "$1" 2>/dev/null && echo read',
  section('written'),
  'zfs list -Hp -o written "$1" 2>/dev/null',
  'exit 0',
].join('\n');

type Judge = (
  name: string,
  dataset: string,
  facts: {readonly names: readonly string[]; readonly marked: readonly string[]; readonly written: string},
) => Verdict;

const judges: Readonly<Record<string, Judge>> = {
  'snapshot-there': (name, dataset, {names, marked}) =>
    verdict(
      marked.includes(name),
      marked.includes(name)
        ? `${dataset}@${name} is there`
        : names.includes(name)
          ? `${dataset}@${name} is there without CBSD's mark`
          : `there is no ${dataset}@${name}`,
    ),
  'snapshot-gone': (name, dataset, {names}) =>
    verdict(!names.includes(name), names.includes(name) ? `${dataset}@${name} is still there` : `${name} is gone`),
  'snapshot-restored': (name, dataset, {names, written}) => {
    if (names.at(-1) !== name)
      return verdict(
        false,
        names.includes(name)
          ? `${names.at(-1)} is newer than ${name} and still there`
          : `there is no ${dataset}@${name}`,
      );
    if (!/^\d+$/.test(written)) return {truth: 'unknown', note: `what was written to ${dataset} could not be read`};
    return verdict(
      Number(written) < noticeable,
      Number(written) < noticeable
        ? `nothing was written since ${name}`
        : `${written} bytes were written since ${name}`,
    );
  },
};

/** Bytes; a mount alone may write a block or two of its own. */
const noticeable = 8192;

export const isSnapshotCheck = (id: string): boolean => Object.hasOwn(judges, id);

export async function checkSnapshot({id, expect}: Check, transport: Transport): Promise<Verdict> {
  const judge = judges[id];
  const {dataset = '', snapshot = ''} = expect;
  if (!judge) return {truth: 'unknown', note: `nobody knows how to check ${id}`};
  const sections = readSections((await transport.read({argv: shell(snapshotsScript, dataset)})).stdout);
  const lines = (sections.get('snapshots') ?? '').split('\n').filter(Boolean);
  if (lines.at(-1) !== 'read') return {truth: 'unknown', note: `${dataset} could not be read`};
  const all = lines
    .slice(0, -1)
    .map(readSnapshot)
    .filter(each => each.dataset === dataset);
  return judge(snapshot, dataset, {
    names: all.map(({name}) => name),
    marked: all.filter(({marked}) => marked).map(({name}) => name),
    written: sections.get('written')?.trim() ?? '',
  });
}

const verdict = (holds: boolean, note: string): Verdict => ({truth: holds ? 'true' : 'false', note});
