import type {Fleet} from '../actions/fleet/fleet.ts';
import type {FleetHost} from '../actions/fleet/host.ts';
import {fleetDoors, fleetGuests, fleetJobs} from '../actions/fleet/lists.ts';
import {portRows} from '../model/port-rows.ts';
import {formatBytes} from '../text/units.ts';
import {guestDocument, jobRow} from './documents.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {exitOfHosts, hostDocument, tellProblems} from './fleet-for.ts';
import {filterOf, when} from './jobs-list.ts';
import {table} from './tables.ts';

type Listing = {
  readonly header: readonly string[];
  rows(hosts: readonly FleetHost[], face: Face): readonly (readonly string[])[];
  documents(hosts: readonly FleetHost[], face: Face): Readonly<Record<string, unknown>>;
};

const jobsOf = (hosts: readonly FleetHost[], {options}: Face) => {
  const wanted = filterOf(options);
  return fleetJobs(hosts).filter(({job}) =>
    wanted({target: job.target, by: job.by, at: job.askedAt, result: job.state}),
  );
};

/** The lists that one host has, over all of them, by the words of their commands; the host is the first column. */
export const fleetLists: Readonly<Record<string, Listing>> = {
  list: {
    header: ['HOST', 'NAME', 'KIND', 'STATE', 'ADDRESS', 'OS', 'CPUS', 'MEMORY'],
    rows: hosts =>
      fleetGuests(hosts).map(({host, guest}) => [
        ...[host, guest.name, guest.kind, guest.state, guest.addresses.join(',') || '-', guest.os || '-'],
        guest.cpus === null ? '-' : `${guest.cpus}`,
        guest.memoryBytes === null ? '-' : formatBytes(guest.memoryBytes),
      ]),
    documents: hosts => ({
      guests: fleetGuests(hosts).map(({host, guest}) => ({host, ...guestDocument(guest)})),
    }),
  },
  ports: {
    header: ['HOST', 'GUEST', 'DOOR', 'LEADS TO', 'FROM', 'STORED', 'LIVE', 'CONFLICTS'],
    rows: hosts =>
      hosts.flatMap(({name, view}) =>
        portRows(view?.forwards ?? []).map(row => [
          ...[name, row.guest, row.door, row.leadsTo, row.from, row.stored, row.live],
          row.conflicts || '-',
        ]),
      ),
    documents: hosts => ({forwards: fleetDoors(hosts).map(({host, door}) => ({host, ...door}))}),
  },
  jobs: {
    header: ['HOST', 'ID', 'STATE', 'ACTION', 'TARGET', 'BY', 'STARTED', 'ENDED'],
    rows: (hosts, face) =>
      jobsOf(hosts, face).map(({host, job}) => [
        ...[host, job.id, job.state, job.action, job.target, job.by, when(job.startedAt), when(job.endedAt)],
      ]),
    documents: (hosts, face) => ({jobs: jobsOf(hosts, face).map(({host, job}) => ({host, ...jobRow(job)}))}),
  },
};

/** One of them. What is not known of a host that there is no way to is left out, and told. */
export async function listFleet(
  word: string,
  names: readonly string[],
  hosts: readonly string[],
  fleet: Fleet,
  face: Face,
): Promise<number> {
  const listing = fleetLists[word];
  if (!listing || names.length > 0) throw wrongUse(`${word} of many hosts takes no name`);
  await fleet.look(hosts);
  const seen = fleet.hosts.snapshot().filter(({name}) => hosts.includes(name));
  if (face.json) face.document({hosts: seen.map(hostDocument), ...listing.documents(seen, face)});
  else {
    face.print(table(listing.header, listing.rows(seen, face)));
    tellProblems(seen, face);
  }
  return exitOfHosts(seen);
}
