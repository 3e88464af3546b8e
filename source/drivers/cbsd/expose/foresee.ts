import {normalSources} from '../../../text/sources.ts';
import {markOf, type RuleLine, withoutMark} from './lines.ts';
import {hostAddressOf, type StoredForward} from './stored.ts';

/** What CBSD's own script needs to know to write a guest's rules. */
export type Place = {
  readonly nodeAddress: string;
  /** The guest's first IPv4 address. */
  readonly guestAddress: string;
  /** True where a program of the host answers at that door: CBSD then leaves it out. */
  readonly isBusy: (row: StoredForward) => boolean;
};

/** pfrdr.conf after `mode=add` or one row of `mode=apply`: lines with the same mark go first (cbsd-ops 2.7, 3). */
export function afterAdd(lines: readonly RuleLine[], row: StoredForward, place: Place): readonly RuleLine[] {
  if (place.isBusy(row)) return lines;
  const mark = markOf({...row, sources: row.fromips});
  const line: RuleLine = {
    owner: row.guest,
    mark,
    protocols: row.hostPort === 0 ? ['tcp', 'udp'] : [row.protocol],
    from: row.fromips ?? 'any',
    hostAddress: hostAddressOf(row, place.nodeAddress),
    hostPort: row.hostPort,
    guestAddress: place.guestAddress,
    guestPort: row.guestPort,
  };
  return [...withoutMark(lines, mark), line];
}

/** After `mode=delete`: the lines of its mark are gone and every row that is left is applied again, in its order. */
export const afterDelete = (
  lines: readonly RuleLine[],
  removal: {readonly mark: string; readonly left: readonly StoredForward[]},
  place: Place,
): readonly RuleLine[] =>
  removal.left.reduce((now: readonly RuleLine[], row) => afterAdd(now, row, place), withoutMark(lines, removal.mark));

/** `mode=clear`, and so every stop: TCP lines go, UDP lines stay (cbsd-ops 2.7, 4); before 14 none goes. */
export const afterClear = (lines: readonly RuleLine[], guest: string, takesSources: boolean): readonly RuleLine[] =>
  takesSources ? lines.filter(line => line.owner !== guest || /: udp-/.test(line.mark)) : lines;

/** Ways to write the same sources: each makes a mark of its own, so that doors to one inside port can all be live. */
export function spellings(from: readonly string[]): readonly string[] {
  const [first = 'any', ...more] = normalSources(from.join(','));
  if (first === 'any') return ['any', '0.0.0.0/0', '0.0.0.0/1,128.0.0.0/1', '128.0.0.0/1,0.0.0.0/1'];
  const turns = [first, ...more].map((_, index, all) => [...all.slice(index), ...all.slice(0, index)].join(','));
  return [...new Set(turns)];
}
