import {portName, specText} from '../text/port-specs.ts';
import type {Forward, Guest} from './guest.ts';
import {everyAddress, type Listener, type LiveRule, type MappedForward, type PortConflict, ruleKey} from './ports.ts';

/**
 * Every forward of every guest, then the rules that are live without one. `live` or `listeners` null: could not be read.
 * `isStanding`: this platform keeps a forward live whether its guest runs or not. One pass whatever the number of guests.
 */
export function portMap(
  guests: readonly Guest[],
  live: readonly LiveRule[] | null,
  listeners: readonly Listener[] | null,
  isStanding = false,
): readonly MappedForward[] {
  const byName = new Map(guests.map(guest => [guest.name, guest] as const));
  const rules = new Map((live ?? []).map(rule => [ruleKey(rule), rule] as const));
  const stored = guests.flatMap(({forwards}) =>
    forwards.map(forward => ({...forward, live: live && isLive(forward, rules.get(ruleKey(forward)))})),
  );
  const all = [...stored, ...withoutRow(stored, live ?? [], guests)];
  const doors = Map.groupBy(all, doorKey);
  const whole = Map.groupBy(
    all.filter(({hostPort}) => hostPort === 0),
    ({hostAddress}) => hostAddress,
  );
  const programs = Map.groupBy(listeners ?? [], ({protocol, port}) => `${protocol} ${port}`);
  return all.map(forward => {
    const rivals = [...(doors.get(doorKey(forward)) ?? []), ...(whole.get(forward.hostAddress) ?? [])];
    return {
      ...forward,
      answers: answersOf(forward, byName.get(forward.guest), programs, listeners !== null),
      reachable: null,
      conflicts: [
        ...rivalsOf(forward, [...new Set(rivals)], byName),
        ...hostPrograms(forward, programs),
        ...driftOf(forward, byName.get(forward.guest), rules.get(ruleKey(forward))?.owner ?? null, isStanding),
      ],
    };
  });
}

/** A rule counts for a row when everybody that the row lets in may come in by it. */
const isLive = (forward: Forward, rule: LiveRule | undefined): boolean =>
  rule !== undefined && (rule.from.includes('any') || forward.from.every(source => rule.from.includes(source)));

/** What is loaded beyond the rows: no row at all, or sources that no row allows. */
function withoutRow(stored: readonly Forward[], live: readonly LiveRule[], guests: readonly Guest[]): Forward[] {
  const rows = Map.groupBy(stored, ruleKey);
  const owners = new Map(guests.flatMap(({name, addresses}) => addresses.map(address => [address, name] as const)));
  return live.flatMap(({owner, ...rule}) => {
    const allowed = new Set(
      protocolsOf(rule)
        .flatMap(key => rows.get(key) ?? [])
        .flatMap(({from}) => from),
    );
    const from = allowed.has('any') ? [] : rule.from.filter(source => !allowed.has(source));
    const guest = owner ?? owners.get(rule.guestAddress) ?? '';
    return from.length === 0 ? [] : [{...rule, guest, from, stored: false, live: true}];
  });
}

/** A row for every port is stored as TCP and opens both protocols. */
const protocolsOf = (rule: Omit<LiveRule, 'owner'>): readonly string[] =>
  rule.hostPort === 0 ? [ruleKey({...rule, protocol: 'tcp'}), ruleKey({...rule, protocol: 'udp'})] : [ruleKey(rule)];

const doorKey = ({protocol, hostAddress, hostPort}: Forward): string => `${protocol} ${hostAddress} ${hostPort}`;

function rivalsOf(
  forward: Forward,
  rivals: readonly Forward[],
  guests: ReadonlyMap<string, Guest>,
): readonly PortConflict[] {
  return rivals.flatMap(rival => {
    if (rival === forward) return [];
    const own = rival.guest === forward.guest;
    if (own && (!rival.stored || !forward.stored)) return [];
    if (rival.hostPort === 0 && forward.hostPort !== 0)
      return [{with: rival.guest, reason: `${nameOf(rival, guests)} takes every port of ${rival.hostAddress}`}];
    if (own && rival.guestPort === forward.guestPort && rival.from.join() === forward.from.join())
      return [{with: rival.guest, reason: `${portName(forward)} is stored twice`}];
    return [{with: rival.guest, reason: `${portName(forward)} leads to ${nameOf(rival, guests)} too`}];
  });
}

const nameOf = ({guest, guestAddress}: Forward, guests: ReadonlyMap<string, Guest>): string => {
  const found = guests.get(guest);
  return found ? `${guest} (${found.state})` : guest === '' ? guestAddress : `${guest}, which is no guest here`;
};

type Programs = ReadonlyMap<string, readonly Listener[]>;

const hostPrograms = (forward: Forward, programs: Programs): readonly PortConflict[] =>
  (programs.get(`${forward.protocol} ${forward.hostPort}`) ?? [])
    .filter(({address}) => ['*', forward.hostAddress].includes(address) || forward.hostAddress === everyAddress)
    .map(({program}) => ({with: program, reason: `${program} of the host listens on ${portName(forward)}`}));

/** Stored and live have to agree: live while the guest runs, and only then unless it stands. */
function driftOf(
  forward: Forward,
  guest: Guest | undefined,
  owner: string | null,
  isStanding: boolean,
): readonly PortConflict[] {
  const own = (reason: string): readonly PortConflict[] => [{with: forward.guest, reason}];
  if (!forward.stored && !guest)
    return own(`live, and ${forward.guest === '' ? forward.guestAddress : forward.guest} is no guest here`);
  if (!forward.stored && guest && !guest.addresses.includes(forward.guestAddress))
    return own(`live, and leads to ${forward.guestAddress}, which is not ${guest.name}’s address`);
  if (!forward.stored) return own(`live to ${specText(forward)} from ${forward.from.join(', ')}, and not stored`);
  if (forward.stored && forward.live && owner !== null && owner !== forward.guest)
    return own(`live by a rule under the name ${owner}, which no stop of ${forward.guest} takes away`);
  if (guest && guest.addresses.length > 0 && !guest.addresses.includes(forward.guestAddress))
    return own(`leads to ${forward.guestAddress}, which is not ${guest.name}’s address`);
  if (isStanding && forward.stored && forward.live === false) return own('stored, and not live');
  if (guest?.state === 'stopped' && forward.live && !isStanding) return own(`live though ${guest.name} is stopped`);
  if (guest?.state === 'running' && forward.live === false) return own(`not live though ${guest.name} runs`);
  return [];
}

/** A jail on the host's own addresses shows its sockets to the host; of all others nothing is known without trying. */
function answersOf(
  {protocol, guestPort, guestAddress}: Forward,
  guest: Guest | undefined,
  programs: Programs,
  known: boolean,
): boolean | null {
  if (!known || guest?.kind !== 'jail' || guest.state !== 'running' || guest.settings.vnet === '1') return null;
  const waiting = programs.get(`${protocol} ${guestPort}`) ?? [];
  if (waiting.some(({address}) => address === guestAddress)) return true;
  return waiting.some(({address}) => address === '*') ? null : false;
}
