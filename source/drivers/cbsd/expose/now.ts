import type {Guest} from '../../../model/guest.ts';
import type {LiveRule, MappedForward} from '../../../model/ports.ts';
import type {Transport} from '../../../model/transport.ts';
import {readGuests, readJails} from '../look/guests.ts';
import {cell, readSections, readTables} from '../look/sections.ts';
import {shell, vmmFolder} from '../paths.ts';
import {readLive} from './firewall.ts';
import {readLines} from './lines.ts';
import {mapOf} from './map.ts';
import {forwardsScript} from './scripts.ts';
import {exposedIn, readStored, type StoredForward} from './stored.ts';

/** Stored and live as they are at this moment. */
export type Now = {
  readonly guests: readonly Guest[];
  readonly stored: readonly StoredForward[];
  /** null: pf could not be asked. */
  readonly live: readonly LiveRule[] | null;
  readonly map: readonly MappedForward[];
};

/** One command; null when CBSD's database cannot be read. */
export async function readNow(workdir: string, transport: Transport): Promise<Now | null> {
  const {stdout} = await transport.read({argv: shell(forwardsScript, workdir, vmmFolder)});
  return nowOf(stdout);
}

export function nowOf(stdout: string): Now | null {
  const sections = readSections(stdout);
  const tables = readTables(sections.get('databases') ?? '');
  if (tables.get('local')?.[0]?.[0]?.guests === undefined) return null;
  const exposed = exposedIn(tables);
  const kernel = {
    jails: readJails(sections.get('jails') ?? ''),
    vms: new Set((sections.get('vms') ?? '').split('\n').filter(Boolean)),
    asleep: new Set<string>(), // a paused VM has the forwards of a running one
  };
  const nodeAddress = cell(tables.get('node')?.[0]?.[0], 'nodeip');
  const guests = readGuests({jails: tables.get('jails')?.[0] ?? [], own: new Map(), exposed}, kernel, nodeAddress);
  const live = readLive(sections, readLines(sections.get('redirections') ?? ''));
  const stored = [...exposed].flatMap(([guest, results]) => readStored(guest, results));
  return {
    guests,
    live,
    stored,
    map: mapOf(guests, live, null, stored),
  };
}
