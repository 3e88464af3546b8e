import type {Fleet} from '../actions/fleet/fleet.ts';
import {formatBytes} from '../text/units.ts';
import type {Face} from './face.ts';
import {exitOfHosts, hostDocument, tellProblems} from './fleet-for.ts';
import {table} from './tables.ts';

/** Asks these hosts at once, and waits for none longer than for itself. 8 when there was no way to one, 3 when one is no host for guests. */
export async function testHosts(names: readonly string[], fleet: Fleet, face: Face): Promise<number> {
  await fleet.look(names);
  const hosts = fleet.hosts.snapshot().filter(({name}) => names.includes(name));
  const documents = hosts.map(hostDocument);
  if (face.json) face.document({hosts: documents});
  else {
    const header = ['HOST', 'STATE', 'PLATFORM', 'GUESTS', 'LOAD', 'FREE MEMORY', 'FREE DISK', 'JOBS', 'RIGHTS'];
    face.print(table(header, documents.map(lineOf)));
    tellProblems(hosts, face);
  }
  return exitOfHosts(hosts);
}

const lineOf = (host: ReturnType<typeof hostDocument>): readonly string[] => [
  host.name,
  host.state,
  host.platform === '' ? '-' : `${host.platform} ${host.version}`.trim(),
  host.guests === null ? '-' : `${host.running} of ${host.guests} run`,
  host.load === null ? '-' : host.load.toFixed(2),
  bytes(host.memoryFreeBytes),
  bytes(host.diskFreeBytes),
  `${host.jobsRunning}`,
  host.rights || '-',
];

const bytes = (value: number | null): string => (value === null ? '-' : formatBytes(value));
