import {host, paths} from '../host.ts';
import {jailParameters} from '../jail/parameters.ts';
import type {World} from '../world.ts';

type Value = (name: string) => string;

/** A guest's row in the table jails; what has no value is 0, also in text columns. */
export function insertJail(world: World, jname: string, value: Value): void {
  const row = new Map([['jname', jname]]);
  for (const name of jailParameters) if (name !== 'nic_hwaddr') row.set(name, value(name) || '0');
  insertRow(world, 'local', 'jails', row);
}

export function insertRow(world: World, database: string, table: string, row: ReadonlyMap<string, string>): void {
  const marks = [...row].map(() => '?').join(',');
  world.change(database, `INSERT INTO ${table} (${[...row.keys()].join(',')}) VALUES (${marks})`, ...row.values());
}

/** Variables that profile files use and no profile sets. */
export const nodeVariables: Readonly<Record<string, string>> = {
  workdir: host.workdir,
  distdir: host.distdir,
  nodename: host.nodename,
  nodeip: host.nodeip,
  platform: 'FreeBSD',
  jaildir: paths.jails,
  jaildatadir: paths.data,
  jaildatapref: 'data',
  jailsysdir: paths.system,
  jailrcconfdir: paths.rcconf,
  jailfstabdir: paths.fstab,
  jailfstabpref: 'fstab.',
  srcdir: `${host.workdir}/src`,
};
