import type {Forward} from '../../../model/guest.ts';
import {normalSources} from '../../../text/sources.ts';
import {cell, type Row} from '../look/sections.ts';

/** A row of a guest's table `expose` to the letter: only these values find it again (cbsd-ops 2.7, 8). */
export type StoredForward = {
  readonly guest: string;
  readonly protocol: 'tcp' | 'udp';
  /** 0 with guest port 0: every port of `inaddr`. */
  readonly hostPort: number;
  readonly guestPort: number;
  readonly inaddr: string;
  readonly outaddr: string;
  /** null: the table has no such column (13.x). */
  readonly fromips: string | null;
};

/** What the table of one guest tells: a count of the column `fromips`, then the rows. */
export const readStored = (guest: string, results: readonly (readonly Row[])[]): readonly StoredForward[] =>
  (results[1] ?? []).map(row => ({
    guest,
    protocol: cell(row, 'proto') === 'udp' ? 'udp' : 'tcp',
    hostPort: Number(cell(row, 'pin')),
    guestPort: Number(cell(row, 'pout')),
    inaddr: cell(row, 'inaddr'),
    outaddr: cell(row, 'outaddr'),
    fromips: 'fromips' in row ? cell(row, 'fromips') : null,
  }));

/** By guest, what the tables of `exposeTables` told. */
export const exposedIn = (
  tables: ReadonlyMap<string, readonly (readonly Row[])[]>,
): ReadonlyMap<string, readonly (readonly Row[])[]> =>
  new Map(
    [...tables].flatMap(([name, results]) => (name.startsWith('expose ') ? [[name.slice(7), results] as const] : [])),
  );

/** False where the table was made by a CBSD that knew no sources. */
export const hasSources = (results: readonly (readonly Row[])[]): boolean =>
  cell(results[0]?.[0], 'has_fromips') !== '0';

/** CBSD means the node's own address by `0` and `nodeip`. */
export const hostAddressOf = ({inaddr}: Pick<StoredForward, 'inaddr'>, nodeAddress: string): string =>
  ['0', 'nodeip', ''].includes(inaddr) ? nodeAddress : inaddr.replace(/^.*#/, '').replace(/\/.*$/, '');

/** `mode=apply` leads to the guest's first IPv4 address whatever the row says (cbsd-ops 2.7, 7). */
export const forwardOf = (row: StoredForward, addresses: readonly string[], nodeAddress: string): Forward => ({
  guest: row.guest,
  protocol: row.protocol,
  hostAddress: hostAddressOf(row, nodeAddress),
  hostPort: row.hostPort,
  guestAddress: addresses.find(address => address.includes('.')) ?? row.outaddr,
  guestPort: row.guestPort,
  from: normalSources(row.fromips ?? ''),
  stored: true,
  live: null,
});

/** A row as a check names it. */
export const rowText = ({protocol, hostPort, guestPort, inaddr, outaddr, fromips}: StoredForward): string =>
  [protocol, `${inaddr}:${hostPort}`, `${outaddr}:${guestPort}`, fromips ?? '-'].join(' ');
