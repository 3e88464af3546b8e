import {farHosts} from '../settings/hosts.ts';
import {sshAliases} from '../transport/ssh/aliases.ts';
import type {Face} from './face.ts';
import {noHostYet} from './fleet-for.ts';
import {table} from './tables.ts';

/** The hosts that were added; where none was, how one can be. */
export async function listHosts(folder: string, face: Face): Promise<number> {
  const all = await farHosts(folder);
  for (const [, {problem}] of all) if (problem !== '') face.note(problem);
  if (face.json) {
    face.document({
      hosts: all.map(([name, {ssh, group, tags, colour, readOnly, practice}]) => ({
        ...{name, ssh, group, tags, colour, readOnly},
        practice: practice !== null,
      })),
    });
    return 0;
  }
  const rows = all.map(([name, {ssh, group, tags, readOnly}]) => [
    ...[name, ssh ?? '', group || '-', tags.join(',') || '-'],
    readOnly ? 'read-only' : '-',
  ]);
  face.print(table(['HOST', 'SSH', 'GROUP', 'TAGS', 'CHANGES'], rows));
  if (rows.length === 0) face.note([noHostYet, ...(await knownToSsh())].join('\n  '));
  return 0;
}

const knownToSsh = async (): Promise<readonly string[]> => {
  const aliases = await sshAliases();
  const shown = aliases.slice(0, 8).join(', ');
  return aliases.length === 0
    ? []
    : [`ssh knows ${shown}${aliases.length > 8 ? ` and ${aliases.length - 8} more` : ''}`];
};
