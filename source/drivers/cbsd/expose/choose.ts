import type {Refusal} from '../../../model/plan.ts';
import {type PortSpec, portName, specText} from '../../../text/port-specs.ts';
import {normalSources} from '../../../text/sources.ts';
import type {CbsdContext} from '../context.ts';
import {refuse} from '../plans/finish.ts';
import {spellings} from './foresee.ts';
import {markOf} from './lines.ts';
import {hostAddressOf, type StoredForward} from './stored.ts';

export type Wish = {
  readonly guest: string;
  readonly specs: readonly PortSpec[];
  readonly from: readonly string[];
  readonly inaddr: string;
};

export type Choice = {
  /** Rows to be made, each with sources that give it a mark of its own. */
  readonly rows: readonly StoredForward[];
  /** What is stored as wished already. */
  readonly there: readonly StoredForward[];
  readonly refusals: readonly Refusal[];
};

/** Rows for a wish, beside those that the guest has. */
export function chooseRows(wish: Wish, own: readonly StoredForward[], context: CbsdContext): Choice {
  const rows: StoredForward[] = [];
  const there: StoredForward[] = [];
  const refusals: Refusal[] = [];
  for (const spec of wish.specs) {
    const twin = own.find(row => isSameDoor(row, spec, wish.inaddr, context));
    if (twin && twin.guestPort === spec.guestPort && sourcesOf(twin) === normalSources(wish.from.join(',')).join(',')) {
      there.push(twin);
      continue;
    }
    if (twin) {
      const reason = `${portName(spec)} of ${wish.guest} leads to ${twin.guestPort} from ${sourcesOf(twin)} already: withdraw that first.`;
      refusals.push(refuse('port-in-use', 'ports', reason, wish.guest));
      continue;
    }
    const row = withOwnMark(
      {guest: wish.guest, ...spec, inaddr: wish.inaddr, outaddr: '', fromips: null},
      wish,
      [...own, ...rows],
      context,
    );
    if ('reason' in row) refusals.push(row);
    else rows.push(row);
  }
  return {rows, there, refusals};
}

const isSameDoor = (row: StoredForward, spec: PortSpec, inaddr: string, {node}: CbsdContext): boolean =>
  row.protocol === spec.protocol &&
  row.hostPort === spec.hostPort &&
  hostAddressOf(row, node.address) === hostAddressOf({inaddr}, node.address);

const sourcesOf = ({fromips}: StoredForward): string => normalSources(fromips ?? '').join(',');

/**
 * Doors to one inside port are told apart by their sources alone, as they are written: `any` and `0.0.0.0/0` are the same
 * people and two marks (cbsd-observed, tried for this way of driving). One mark must not begin with the other.
 */
function withOwnMark(
  row: StoredForward,
  wish: Wish,
  others: readonly StoredForward[],
  context: CbsdContext,
): StoredForward | Refusal {
  const rivals = others.filter(each => each.protocol === row.protocol && each.guestPort === row.guestPort);
  const marks = rivals.map(each => markOf({...each, sources: each.fromips}));
  const takesSources = context.ports.takesSources && !context.ports.sourceless.includes(wish.guest);
  const [rival] = rivals;
  const limited = !wish.from.includes('any');
  if (!takesSources && limited)
    return refuse(
      'unsupported',
      'from',
      `CBSD before 14 knows no sources: ${wish.guest} can be opened to everybody only.`,
    );
  if (!takesSources && rival)
    return refuse(
      'unsupported',
      'ports',
      `${specText(rival)} leads to ${row.guestPort} already, and CBSD before 14 keeps one door to an inside port.`,
      wish.guest,
    );
  if (!takesSources) return row;
  const free = spellings(wish.from).find(fromips => {
    const mark = markOf({...row, sources: fromips});
    return marks.every(each => !each.startsWith(mark) && !mark.startsWith(each));
  });
  if (free !== undefined) return {...row, fromips: free};
  const doors = rivals.map(specText).join(', ');
  return refuse(
    'unsupported',
    'ports',
    `${doors} lead${rivals.length === 1 ? 's' : ''} to ${row.guestPort}/${row.protocol} from the same sources: CBSD would keep one of them live. Choose other sources (from) for ${specText(row)}.`,
    wish.guest,
  );
}
