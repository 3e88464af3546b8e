import {host, paths} from '../host.ts';
import {runningMachine} from '../kernel.ts';
import type {World} from '../world.ts';
import {liveColumns} from './columns.ts';

/** What a script sees of a guest after CBSD read it: the table jails, over it the table bhyve, over that the VM's own settings. */
export type Guest = {
  readonly jname: string;
  readonly emulator: string;
  /** 0: not running. */
  readonly jid: number;
  readonly status: number;
  readonly value: (name: string) => string;
};

export const settingsFile = (jname: string): string => `${paths.system}/${jname}/local.sqlite`;

/**
 * The guest, or null. Reading repairs: a stored `On` of a VM that is not there becomes `Off`; the other way round nothing is
 * stored, so a running VM's row says status 0 beside its pid.
 */
export function readGuest(world: World, jname: string): Guest | null {
  const row = world.query('local', 'SELECT * FROM jails WHERE jname=?', jname)[0];
  if (!row) return null;
  const values = new Map<string, string>();
  const overlay = (columns: Record<string, unknown> | undefined): void => {
    for (const [name, value] of Object.entries(columns ?? {}))
      values.set(name, value === null ? '(null)' : String(value));
  };
  overlay(row);
  const emulator = values.get('emulator') ?? '';
  const stored = {jid: Number(row.jid), status: Number(row.status)};
  if (emulator !== 'bhyve') return {jname, emulator, ...stored, value: name => values.get(name) ?? ''};
  overlay(world.query('local', 'SELECT * FROM bhyve WHERE jname=?', jname)[0]);
  const order = 'ORDER BY created DESC LIMIT 1';
  overlay(world.query(settingsFile(jname), `SELECT ${liveColumns.join(',')} FROM settings ${order}`)[0]);
  const runs = runningMachine(world, jname) !== null;
  let status = stored.status;
  if (runs && status !== 3) status = 1;
  if (!runs && status === 1) {
    status = 0;
    world.change('local', 'UPDATE jails SET status=0 WHERE jname=?', jname);
  }
  const jid = runs ? stored.jid || 1 : 0;
  values.set('jid', String(jid)).set('status', String(status)).set('nodename', host.nodename);
  return {jname, emulator, jid, status, value: name => values.get(name) ?? ''};
}

/** One value of the VM's own settings, '' where it is empty or missing. */
export function setting(world: World, jname: string, column: string): string {
  const value = world.query(settingsFile(jname), `SELECT ${column} AS value FROM settings LIMIT 1`)[0]?.value;
  return value === null || value === undefined ? '' : String(value);
}
