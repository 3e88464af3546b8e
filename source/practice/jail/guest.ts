import type {Call} from '../call.ts';
import {host, paths} from '../host.ts';
import {runningJail, runningMachine} from '../kernel.ts';
import type {World} from '../world.ts';

/** What a script knows of a guest after it read it from the database: every column as text. */
export type Guest = {
  readonly jname: string;
  readonly jid: number;
  readonly status: number;
  get(column: string): string;
};

/** Columns whose 0 means "not set" and reads as empty. */
const emptied = [
  'basename',
  'slavenode',
  'masterhost',
  'exec_stop',
  'exec_poststart',
  'exec_poststop',
  'exec_prestart',
  'exec_prestop',
];

/** A name with a blank is looked up in a database of its second word's name: none, and then every test believes it (y04). */
const nowhere = (jname: string): Guest => ({jname, jid: 0, status: 0, get: () => ''});

const kernelJid = (world: World, jname: string, stored: number): number => {
  if (runningMachine(world, jname) !== null) return stored === 0 ? 1 : stored;
  return runningJail(world, jname)?.jid ?? 0;
};

/** null: no such guest. Looking repairs: jid and status in the database become what the kernel says (cbsd-ops 4.1). */
export const lookUp = (world: World, jname: string): Guest | null => {
  if (/\s/.test(jname)) return nowhere(jname);
  const row = world.query('local', 'SELECT * FROM jails WHERE jname = ?', jname)[0];
  if (row === undefined) return null;
  const stored = Number(row.jid);
  const jid = kernelJid(world, jname, stored);
  if (jid !== stored) world.change('local', 'UPDATE jails SET jid = ? WHERE jname = ?', jid, jname);
  let status = Number(row.status);
  if (status < 2 && status !== (jid === 0 ? 0 : 1)) {
    status = jid === 0 ? 0 : 1;
    world.change('local', 'UPDATE jails SET status = ? WHERE jname = ?', status, jname);
  }
  const values: Record<string, string> = {nodename: host.nodename};
  for (const [column, value] of Object.entries(row)) values[column] = value === null ? '(null)' : String(value);
  for (const column of emptied) if (values[column] === '0') values[column] = '';
  return {
    jname,
    jid,
    status,
    get: column => (column === 'jid' ? String(jid) : column === 'status' ? String(status) : (values[column] ?? '')),
  };
};

/** Where a jail's files are: its own copy, or the shared base that is mounted. */
export const rootOf = (guest: Guest): string => guest.get(guest.get('baserw') === '1' ? 'data' : 'path');

/** `jname='web*'`: the names that a mask means; [] when it is no mask. */
export const masked = (call: Call, mask: string, emulator = 'jail'): string[] =>
  mask.includes('*')
    ? call.world
        .query(
          'local',
          'SELECT jname FROM jails WHERE emulator = ? AND jname LIKE ?',
          emulator,
          mask.replaceAll('*', '%'),
        )
        .map(row => String(row.jname))
    : [];

export const systemFolder = (jname: string): string => `${paths.system}/${jname}`;
export const dataFolder = (jname: string): string => `${paths.data}/${jname}-data`;
export const fstabFolder = (jname: string): string => `${paths.fstab}/${jname}`;
export const rcFile = (jname: string): string => `${paths.rcconf}/rc.conf_${jname}`;
export const nicDatabase = (jname: string): string => `${systemFolder(jname)}/local.sqlite`;
export const limitDatabase = (jname: string): string => `${systemFolder(jname)}/helpers/jrctl.sqlite`;
