import {shownContent} from '../../model/command.ts';
import type {Details} from '../../model/driver.ts';
import type {Transport} from '../../model/transport.ts';
import type {Snapshot} from './clone/copy-facts.ts';
import {readSnapshot} from './clone/facts.ts';
import {addressesOf, readAsleep} from './look/guests.ts';
import {detailsScript, guestScript} from './look/scripts.ts';
import {cell, type Row, readSections, readTables} from './look/sections.ts';
import {quotable, shell, vmmFolder} from './paths.ts';

/** What CBSD and the kernel say of one guest. */
export type GuestFacts = {
  /** False when the database itself could not be read: then nothing is known. */
  readonly readable: boolean;
  readonly row: Row | null;
  readonly settings: Row | null;
  readonly disks: readonly Row[];
  readonly nics: readonly Row[];
  readonly snapshots: readonly Snapshot[];
  readonly running: boolean;
  /** Its process is held still by a signal. */
  readonly asleep: boolean;
};

export async function describe(guest: string, workdir: string, transport: Transport): Promise<Details | null> {
  const facts = await readGuest(guest, workdir, transport, detailsScript);
  if (!facts?.row) return null;
  const {disks, nics} = facts;
  return {
    settings: shown({...facts.row, ...facts.settings}),
    disks: disks.map(shown),
    nics: nics.map(shown),
    snapshots: facts.snapshots.map(({name, takenAt, bytes, marked, dataset}) => ({
      name,
      taken: takenAt === null ? '' : new Date(takenAt * 1000).toISOString(),
      bytes: bytes === null ? '' : String(bytes),
      dataset,
      by: marked ? 'CBSD' : 'somebody else',
    })),
  };
}

/** Columns in which CBSD keeps a secret as it was typed. */
const secretColumns = new Set(['vnc_password', 'crypto_key']);

const shown = (row: Row): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      const text = value === null ? '' : String(value);
      return [key, secretColumns.has(key) && text !== '' && text !== '0' ? shownContent([{secret: key}]) : text];
    }),
  );

/** One command; null: no command can carry the name. */
export async function readGuest(
  name: string,
  workdir: string,
  transport: Transport,
  script = guestScript,
): Promise<GuestFacts | null> {
  if (!quotable(name)) return null;
  const {stdout} = await transport.read({argv: shell(script, workdir, vmmFolder, name)});
  const sections = readSections(stdout);
  const tables = readTables(sections.get('databases') ?? '');
  const [own = '', mountpoint = ''] = (sections.get('dataset') ?? '').split('\t');
  // where its data is no dataset of its own, the snapshots of the one around it are not the guest's
  const isOwn = ({dataset, name: called}: Snapshot) =>
    called !== '' && mountpoint === `${workdir}/jails-data/${name}-data` && `${dataset}/`.startsWith(`${own}/`);
  return {
    readable: tables.get('local')?.[0]?.[0]?.guests !== undefined,
    row: tables.get('row')?.[0]?.[0] ?? null,
    settings: tables.get('settings')?.[0]?.[0] ?? null,
    disks: tables.get('disks')?.[0] ?? [],
    nics: tables.get('nics')?.[0] ?? tables.get('jailnics')?.[0] ?? [],
    snapshots: (sections.get('snapshots') ?? '').split('\n').filter(Boolean).map(readSnapshot).filter(isOwn),
    asleep: readAsleep(sections.get('processes') ?? '').has(cell(tables.get('row')?.[0]?.[0], 'jid')),
    running:
      sections.get('vm') === 'running' ||
      (sections.get('jail') ?? '').split('\n').some(line => line.trim().split(/\s+/)[1] === name),
  };
}

/** A VM's own database knows more than its row in table jails; where both have a column, the VM's own is the truth (cbsd-ops 4.4). */
export const stored = (key: string, row: Row, settings: Row | null): string =>
  cell(settings && key in settings ? settings : row, key);

export const addressOf = (row: Row, settings: Row | null): string =>
  addressesOf(stored('ip4_addr', row, settings))[0] ?? addressesOf(cell(row, 'ip4_addr'))[0] ?? '';
