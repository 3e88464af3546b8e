import type {Forward, Guest} from '../../../model/guest.ts';
import type {Job} from '../../../model/job.ts';
import {wrap} from '../../../terminal/fit.ts';
import type {Role} from '../../../terminal/theme.ts';
import {safe} from '../../../text/safe.ts';
import {formatBytes} from '../../../text/units.ts';
import type {World} from '../../screen.ts';
import {jobSign} from '../job/signs.ts';
import {when} from '../jobs/when.ts';
import type {GuestScreen} from './state.ts';

/** A row of facts: a title of a group, a name with its value, or a line by itself. */
export type Fact = {readonly name?: string; readonly text: string; readonly role?: Role};

/** Columns for the names. */
export const nameWidth = 24;

/** The rows as they are drawn in so many columns: a long value goes on below itself. */
export function guestText({name}: GuestScreen, world: World): readonly Fact[] {
  return factsOf(name, world).flatMap(fact => {
    const room = world.size.columns - (fact.name === undefined ? 0 : nameWidth + 1);
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
    ...facts(guest),
    {text: ''},
    {text: 'Exposed ports', role: 'title'},
    ...(guest.forwards.length > 0 ? guest.forwards.map(forwardFact) : [{text: 'none', role: 'muted'} as const]),
    ...records('Disks', details?.disks),
    ...records('Network cards', details?.nics),
    ...records('Snapshots', details?.snapshots),
    ...recentJobs(name, world),
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
  {name: 'Kind', text: guest.kind},
  {name: 'Address', text: guest.addresses.join(', ') || 'none known'},
  {name: 'Host name', text: guest.hostname || 'none'},
  {name: 'System', text: guest.os || 'unknown'},
  {name: 'CPUs', text: guest.cpus === null ? 'not limited' : `${guest.cpus}`},
  {name: 'Memory', text: guest.memoryBytes === null ? 'not limited' : formatBytes(guest.memoryBytes)},
  {name: 'Disk', text: guest.diskBytes === null ? 'unknown' : formatBytes(guest.diskBytes)},
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

function records(title: string, rows: readonly Readonly<Record<string, string>>[] | undefined): readonly Fact[] {
  if (!rows || rows.length === 0) return [];
  const texts = rows.map(row =>
    Object.entries(row)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}=${value}`)
      .join('  '),
  );
  return [{text: ''}, {text: title, role: 'title'}, ...texts.map(text => ({text}))];
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
  const pairs = Object.entries(read ?? guest.settings).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return pairs.length > 0 ? pairs.map(([name, text]) => ({name, text})) : [{text: 'not read', role: 'muted'}];
}
