import type {Forward, Guest} from '../../../model/guest.ts';
import type {Job} from '../../../model/job.ts';
import {widthOf, wrap} from '../../../terminal/fit.ts';
import type {Role} from '../../../terminal/theme.ts';
import {safe} from '../../../text/safe.ts';
import {formatBytes} from '../../../text/units.ts';
import type {World} from '../../screen.ts';
import {jobSign} from '../job/signs.ts';
import {when} from '../jobs/when.ts';
import {type Row, recordText, settingText} from './records.ts';
import type {GuestScreen} from './state.ts';

/** A row of facts: a title of a group, a name with its value, or a line by itself; `beside`: another one on its right half. */
export type Fact = {
  readonly name?: string;
  readonly text: string;
  readonly role?: Role;
  readonly beside?: Fact;
  /** Columns for the name; absent: room for a door or a parameter of the platform. */
  readonly nameWidth?: number;
};

export const usualNameWidth = 24;

/** The rows as they are drawn in so many columns: a long value goes on below itself. */
export function guestText({name}: GuestScreen, world: World): readonly Fact[] {
  return factsOf(name, world).flatMap(fact => {
    if (fact.beside) return [fact];
    const room = world.size.columns - (fact.name === undefined ? 0 : (fact.nameWidth ?? usualNameWidth) + 1);
    return wrap(safe(fact.text), room).map((text, index) =>
      index === 0 ? {...fact, text} : {...fact, ...unnamed(fact), text},
    );
  });
}

const unnamed = ({name}: Fact): {name?: string} => (name === undefined ? {} : {name: ''});

function factsOf(name: string, world: World): readonly Fact[] {
  const guest = world.view.guests.find(found => found.name === name);
  if (!guest) return [{text: `${name} is not on this host any more.`, role: 'warn'}];
  const details = world.details.get(name);
  return [
    ...paired(facts(guest), world.size.columns),
    {text: ''},
    {text: 'Exposed ports', role: 'title'},
    ...(guest.forwards.length > 0 ? guest.forwards.map(forwardFact) : [{text: 'none', role: 'muted'} as const]),
    ...waysTo(guest),
    ...recentJobs(name, world),
    ...records('Disks', details?.disks, name),
    ...records('Network cards', details?.nics, name),
    ...records('Snapshots', details?.snapshots, name),
    {text: ''},
    {text: 'Settings', role: 'title'},
    ...settings(guest, details?.settings),
  ];
}

const facts = (guest: Guest): readonly Fact[] => [
  {
    name: 'State',
    text: guest.stateReason ? `${guest.state}: ${guest.stateReason}` : guest.state,
    role: roleOf[guest.state],
  },
  {name: 'CPUs', text: guest.cpus === null ? 'not limited' : `${guest.cpus}`},
  {name: 'Kind', text: guest.kind},
  {name: 'Memory', text: guest.memoryBytes === null ? 'not limited' : formatBytes(guest.memoryBytes)},
  {name: 'Address', text: guest.addresses.join(', ') || 'none known'},
  {name: 'Disk', text: guest.diskBytes === null ? 'unknown' : formatBytes(guest.diskBytes)},
  {name: 'Host name', text: guest.hostname || 'none'},
  {name: 'System', text: guest.os || 'unknown'},
  ...(guest.clonedFrom?.length
    ? [{name: 'Cloned from', text: `${guest.clonedFrom.join(', ')}, whose blocks it shares`}]
    : []),
  ...(guest.clones?.length ? [{name: 'Clones', text: `${guest.clones.join(', ')}: they share its blocks`}] : []),
  {name: 'At boot', text: guest.autostart ? 'starts with the host' : 'stays off'},
  ...(guest.managed
    ? []
    : [{name: 'Managed', text: 'no: its name cannot travel in every command', role: 'warn'} as const]),
];

export const roleOf: Readonly<Record<Guest['state'], Role>> = {
  running: 'good',
  stopped: 'muted',
  busy: 'busy',
  broken: 'bad',
  unknown: 'warn',
};

function forwardFact(forward: Forward): Fact {
  const door = `${forward.hostAddress}:${forward.hostPort}/${forward.protocol}`;
  const room = `${forward.guestAddress}:${forward.guestPort}`;
  const live = forward.live === null ? 'not known whether live' : forward.live ? 'live' : 'not in the firewall';
  const from = forward.from.length > 0 ? `, from ${forward.from.join(' ')}` : '';
  return {
    name: door,
    text: `to ${room}, ${forward.stored ? 'stored' : 'not stored'}, ${live}${from}`,
    role: forward.live === true && forward.stored ? 'text' : 'warn',
  };
}

/** `y` offers them to be copied. */
function waysTo({ways = []}: Guest): readonly Fact[] {
  if (ways.length === 0) return [];
  const nameWidth = Math.max(...ways.map(({title}) => title.length)) + 2;
  const rows = ways.map(({title, text}) => ({name: title, text, nameWidth}));
  return [{text: ''}, {text: 'Ways to it', role: 'title'}, ...rows];
}

/** None of them is told too: that there is no snapshot is an answer. */
function records(title: string, rows: readonly Row[] | undefined, guest: string): readonly Fact[] {
  if (!rows) return [];
  const texts = rows.map(row => ({text: recordText(row, guest)}));
  return [
    {text: ''},
    {text: title, role: 'title'},
    ...(texts.length > 0 ? texts : [{text: 'none', role: 'muted'} as const]),
  ];
}

/** More of them are in the list of jobs. */
const recent = 5;

function recentJobs(name: string, {jobs, runs}: World): readonly Fact[] {
  const own = (jobs ?? [])
    .filter(({target}) => target.split(',').includes(name))
    .map(job => runs.get(job.id)?.job ?? job)
    .toSorted((one, other) => other.askedAt - one.askedAt)
    .slice(0, recent);
  const told = jobs === null ? 'not read yet' : 'none';
  return [
    {text: ''},
    {text: 'Recent jobs', role: 'title'},
    ...own.map(job => ({name: when(job.startedAt ?? job.askedAt), text: jobText(job), role: jobSign(job).role})),
    ...(own.length > 0 ? [] : [{text: told, role: 'muted'} as const]),
  ];
}

const jobText = (job: Job): string =>
  `${jobSign(job).word}: ${job.title}, by ${job.by}${job.state === 'failed' ? `. ${job.sentence}` : ''}`;

function settings(guest: Guest, read: Readonly<Record<string, string>> | undefined): readonly Fact[] {
  const pairs = Object.entries(read ?? guest.settings)
    .filter(([, value]) => value !== '')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return pairs.length > 0
    ? pairs.map(([name, value]) => ({name, text: settingText(value)}))
    : [{text: 'not read', role: 'muted'}];
}

/** Two to a row where both halves have room for them. */
function paired(facts: readonly Fact[], columns: number): readonly Fact[] {
  const nameWidth = Math.max(...facts.map(({name = ''}) => name.length)) + 2;
  const half = Math.floor(columns / 2) - nameWidth - 2;
  const rows: Fact[] = [];
  for (const fact of facts.map(fact => ({...fact, nameWidth}))) {
    const last = rows.at(-1);
    const fits = last && !last.beside && Math.max(widthOf(safe(last.text)), widthOf(safe(fact.text))) <= half;
    if (fits && last.name !== undefined) rows.splice(-1, 1, {...last, beside: fact});
    else rows.push(fact);
  }
  return rows;
}
