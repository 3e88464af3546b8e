import type {Guest} from '../../model/guest.ts';
import type {Assumption, Refusal} from '../../model/plan.ts';
import type {Listener} from '../../model/ports.ts';
import type {Transport} from '../../model/transport.ts';
import {readListeners} from './expose/firewall.ts';
import {rowsDigest} from './expose/place.ts';
import {exposedIn, readStored, type StoredForward} from './expose/stored.ts';
import {readAsleep, readGuests, readJails} from './look/guests.ts';
import {againScript} from './look/scripts.ts';
import {cell, readSections, readTables} from './look/sections.ts';
import {shell, vmmFolder} from './paths.ts';

type Now = {
  readonly guests: readonly Guest[];
  readonly answering: ReadonlySet<string>;
  readonly stored: readonly StoredForward[];
  readonly listeners: readonly Listener[];
};

type Judge = (assumption: Assumption, now: Now) => Refusal | null;

/** What each assumption of a plan means, asked again just before its first step. */
const judges: Readonly<Record<string, Judge>> = {
  'name-free': ({target}, {guests}) => {
    const owner = guests.find(guest => guest.name === target);
    return owner
      ? refusal('name-taken', 'jname', `The name ${target} was taken meanwhile by a ${owner.kind}`, target)
      : null;
  },
  'address-free': ({target}, {guests, answering}) => {
    const owner = guests.find(guest => guest.addresses.includes(target));
    if (owner)
      return refusal(
        'address-in-use',
        'ip4_addr',
        `The address ${target} belongs to ${owner.kind} ${owner.name} meanwhile`,
        owner.name,
      );
    return answering.has(target)
      ? refusal('address-in-use', 'ip4_addr', `A machine on the net answers at ${target}`, null)
      : null;
  },
  /** A folder below the workdir, or a snapshot: what CBSD would take for the new guest's own. `value`: that guest, or nothing. */
  'path-free': ({target, value}, {answering}) =>
    answering.has(target)
      ? refusal('name-taken', null, `${target} is left from an earlier attempt: ${removalOf(target)}`, value || target)
      : null,
  'guest-state': ({target, value}, {guests}) => {
    const guest = guests.find(candidate => candidate.name === target);
    if (!guest) return refusal('no-such-guest', null, `${target} is no longer there`, null);
    return guest.state === value
      ? null
      : refusal('wrong-state', null, `${target} is ${guest.state} meanwhile, not ${value}`, target);
  },
  /** `tcp 192.0.2.10 8080`: a door of the host. */
  'port-free': ({target}, {guests, listeners}) => {
    const [protocol, address = '', port] = target.split(' ');
    const meets = (at: string) => at === address || at === '*';
    const owner = guests
      .flatMap(({forwards}) => forwards)
      .find(
        each =>
          meets(each.hostAddress) &&
          (each.hostPort === 0 || (each.protocol === protocol && String(each.hostPort) === port)),
      );
    if (owner)
      return refusal('port-in-use', 'ports', `${port}/${protocol} was taken meanwhile by ${owner.guest}`, owner.guest);
    const program = listeners.find(
      each => each.protocol === protocol && String(each.port) === port && meets(each.address),
    )?.program;
    return program
      ? refusal('port-in-use', 'ports', `${port}/${protocol} was taken meanwhile by ${program} of this host`, program)
      : null;
  },
  'snapshots-seen': ({target, value}, {answering}) => {
    const [dataset = '', ...told] = value.split(' ');
    const fresh = [...answering].filter(
      each => (each.startsWith(`${dataset}@`) || each.startsWith(`${dataset}/`)) && !told.includes(each),
    );
    return fresh.length === 0
      ? null
      : refusal('wrong-state', null, `${target} has snapshots that it had not: ${fresh.join(', ')}`, target);
  },
  'forwards-seen': ({target, value}, {stored}) =>
    rowsDigest(stored.filter(({guest}) => guest === target)) === value
      ? null
      : refusal('wrong-state', null, `The forwards of ${target} were changed meanwhile`, target),
};

/** What is asked of the host itself, a word of `againScript` each. */
const asksHost: Readonly<Record<string, (assumption: Assumption) => string>> = {
  'address-free': ({target}) => target,
  'path-free': ({target}) => target,
  'snapshots-seen': ({value}) => `${value.split(' ')[0]}@`,
};

const asksForwards = new Set(['port-free', 'forwards-seen']);

/** Which assumptions no longer hold; one command. An unreadable host holds none of them. */
export async function stale(
  assumptions: readonly Assumption[],
  workdir: string,
  transport: Transport,
): Promise<readonly Refusal[]> {
  const asked = assumptions.filter(({id}) => id in judges);
  if (asked.length === 0) return [];
  const questions = asked.flatMap(assumption => asksHost[assumption.id]?.(assumption) ?? []);
  const forwards = asked.some(({id}) => asksForwards.has(id)) ? 'forwards' : '-';
  const {stdout} = await transport.read({
    argv: shell(againScript, workdir, vmmFolder, forwards, ...questions),
    timeoutMs: 60_000,
  });
  const now = readNow(stdout);
  if (!now) return [refusal('unreadable', null, `${workdir}/var/db/local.sqlite cannot be read any more`, null)];
  return asked.flatMap(assumption => judges[assumption.id]?.(assumption, now) ?? []);
}

function readNow(stdout: string): Now | null {
  const sections = readSections(stdout);
  const tables = readTables(sections.get('databases') ?? '');
  if (tables.get('local')?.[0]?.[0]?.guests === undefined) return null;
  const kernel = {
    jails: readJails(sections.get('jails') ?? ''),
    vms: new Set((sections.get('vms') ?? '').split('\n').filter(Boolean)),
    asleep: readAsleep(sections.get('processes') ?? ''),
  };
  const exposed = exposedIn(tables);
  const nodeAddress = cell(tables.get('node')?.[0]?.[0], 'nodeip');
  return {
    guests: readGuests({jails: tables.get('jails')?.[0] ?? [], own: new Map(), exposed}, kernel, nodeAddress),
    answering: new Set((sections.get('answers') ?? '').split('\n').filter(Boolean)),
    stored: [...exposed].flatMap(([guest, results]) => readStored(guest, results)),
    listeners: readListeners(sections.get('listeners') ?? ''),
  };
}

/** Only said: nothing that cannot be proven ours is removed by us. */
const removalOf = (target: string): string =>
  target.includes('@') ? `zfs destroy ${target} removes it` : 'look into it and remove it by hand';

const refusal = (code: Refusal['code'], field: string | null, reason: string, owner: string | null): Refusal => ({
  field,
  code,
  reason,
  owner,
});
