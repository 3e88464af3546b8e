import type {Check, Verdict} from '../../../model/plan.ts';
import {type LiveRule, type MappedForward, ruleKey} from '../../../model/ports.ts';
import type {Transport} from '../../../model/transport.ts';
import {specText} from '../../../text/port-specs.ts';
import {type Now, readNow} from './now.ts';
import {rowText} from './stored.ts';

/**
 * What a step claims of one guest's forwards: the rows that are stored then, the rules that are live then (`live` absent: not
 * claimed), and of everybody else's that none was lost. `known` are losses that the plan found there already.
 */
export type Claim = {
  readonly stored: readonly string[];
  readonly live: readonly string[] | null;
  readonly known: readonly string[];
};

/**
 * The row that a step is about, and whether it makes or removes it: an undo is judged by that. `still`: of a guest that does not
 * run, the rules that were live all the same; once the step is undone, no others are.
 */
export type About = {readonly row: string; readonly made: boolean; readonly still?: readonly string[]};

const separator = '; ';

export const forwardsCheck = (target: string, claim: Claim, says: string, about?: About): Check => ({
  id: 'forwards',
  target,
  expect: {
    stored: [...claim.stored].sort().join(separator),
    ...(claim.live && {live: [...claim.live].sort().join(separator)}),
    known: [...claim.known].sort().join(separator),
    ...(about && {
      row: about.row,
      made: about.made ? '1' : '0',
      ...(about.still && {still: about.still.join(separator)}),
    }),
  },
  says,
});

/** `forward-untouched`: the row that a step made is not there, or the one that it removed is there again. */
export const isForwardsCheck = (id: string): boolean => id === 'forwards' || id === 'forward-untouched';

export async function checkForwards(check: Check, workdir: string, transport: Transport): Promise<Verdict> {
  const now = await readNow(workdir, transport);
  const judge = check.id === 'forwards' ? judgeForwards : judgeUntouched;
  return now ? judge(check, now) : {truth: 'unknown', note: `${workdir}/var/db/local.sqlite could not be read`};
}

/** Stored and live against what was claimed; pure. */
export function judgeForwards({target, expect}: Check, now: Now): Verdict {
  const stored = now.stored.filter(({guest}) => guest === target).map(rowText);
  const wrongRows = difference(list(expect.stored), stored);
  if (wrongRows !== '') return no(`stored forwards of ${target} differ: ${wrongRows}`);
  if (now.live === null) return {truth: 'unknown', note: 'stored as asked; the firewall could not be read'};
  const live = ownRules(target, now).map(ruleText);
  const wrongRules = expect.live === undefined ? '' : difference(list(expect.live), live);
  if (wrongRules !== '') return no(`stored as asked, but the firewall differs: ${wrongRules}`);
  const known = new Set(list(expect.known));
  const lost = lossesOf(now.map).filter(loss => !loss.startsWith(`${target} `) && !known.has(loss));
  if (lost.length > 0) return no(`stored and live as asked, but now not live: ${lost.join(', ')}`);
  return {
    truth: 'true',
    note: `${target} has ${counted(stored.length)}, ${live.length} of them live, all others as before`,
  };
}

function judgeUntouched({target, expect}: Check, now: Now): Verdict {
  const there = now.stored.some(row => row.guest === target && rowText(row) === expect.row);
  if (expect.row === undefined) return {truth: 'true', note: `what is stored of ${target} was not touched`};
  if (expect.still !== undefined && !there) {
    const before = list(expect.still);
    const rule = ownRules(target, now)
      .map(ruleText)
      .find(each => !before.includes(each));
    if (rule !== undefined) return no(`${expect.row} is not stored, but ${rule} is live, and ${target} does not run`);
  }
  // CBSD loads a rule before it stores the row: what is killed between leaves the one without the other
  const half = there || expect.made === '0' ? undefined : ownRules(target, now).map(ruleText).find(isOf(expect.row));
  if (half) return no(`${expect.row} is not stored, but ${half} is live`);
  return {
    truth: there === (expect.made === '0') ? 'true' : 'false',
    note: `${expect.row} is ${there ? '' : 'not '}stored`,
  };
}

/** Protocol and host port of a row or a rule: `tcp 9001`. */
const doorOf = (text: string): string => text.replace(/^(\w+) \S*?:(\d+) .*$/, '$1 $2');

const isOf = (row: string) => (rule: string) => doorOf(rule) === doorOf(row);

/** Rules that are a guest's by CBSD's note; those that no guest of now has noted are whose address they lead to. */
function ownRules(guest: string, {guests, live}: Now): readonly LiveRule[] {
  const names = new Set(guests.map(({name}) => name));
  const addresses = guests.find(({name}) => name === guest)?.addresses ?? [];
  return (live ?? []).filter(({owner, guestAddress}) =>
    owner !== null && (owner === guest || names.has(owner)) ? owner === guest : addresses.includes(guestAddress),
  );
}

/** Forwards of running guests that the firewall does not have. */
export const lossesOf = (map: readonly MappedForward[]): readonly string[] =>
  map
    .filter(({live, conflicts}) => live === false && conflicts.some(({reason}) => reason.startsWith('not live')))
    .map(forward => `${forward.guest} ${specText(forward)}`);

export const ruleText = (rule: LiveRule): string => `${ruleKey(rule)} ${rule.from.join(',')}`;

const list = (text: string | undefined): readonly string[] => (text ? text.split(separator) : []);

/** In words, as a multiset: the same row twice is not the same row once. */
function difference(wanted: readonly string[], found: readonly string[]): string {
  const left = [...found];
  const missing = wanted.filter(each => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map(each => `${each} is not there`), ...left.map(each => `${each} is there too`)].join(', ');
}

const counted = (count: number): string => (count === 1 ? '1 forward stored' : `${count} forwards stored`);

const no = (note: string): Verdict => ({truth: 'false', note});
