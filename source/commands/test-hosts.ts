import {fleetRow, type HostState} from '../actions/fleet.ts';
import type {HostSettings} from '../settings/hosts.ts';
import {formatBytes} from '../text/units.ts';
import type {Face} from './face.ts';
import {table} from './tables.ts';

/** Asks every host at once, and waits for none longer than for itself. 8 when one could not be reached. */
export async function testHosts(hosts: readonly (readonly [string, HostSettings])[], face: Face): Promise<number> {
  const rows = await Promise.all(hosts.map(([name, settings]) => fleetRow(name, settings)));
  if (face.json) face.document({hosts: rows.map(documentOf)});
  else
    face.print(table(['HOST', 'STATE', 'PLATFORM', 'GUESTS', 'FREE MEMORY', 'FREE DISK', 'RIGHTS'], rows.map(lineOf)));
  if (!face.json)
    for (const {name, problem, hint} of rows) if (problem) face.note(`${name}: ${problem}${hint && `\n  ${hint}`}`);
  return rows.some(({state}) => state !== 'ready') ? 8 : 0;
}

const documentOf = ({node, ...row}: HostState) => ({
  ...row,
  memoryFreeBytes: node?.memoryFreeBytes ?? null,
  diskFreeBytes: node?.diskFreeBytes ?? null,
});

const lineOf = ({name, state, platform, version, guests, running, node, rights}: HostState): readonly string[] => [
  name,
  state,
  platform === '' ? '-' : `${platform} ${version}`,
  guests === null ? '-' : `${running} of ${guests} run`,
  bytes(node?.memoryFreeBytes),
  bytes(node?.diskFreeBytes),
  rights || '-',
];

const bytes = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : formatBytes(value);
