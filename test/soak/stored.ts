import {existsSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import type {PracticeHost} from '../helpers/practice-host.ts';

/** Everything that the practice node's databases keep of one guest, by column; what stands nearest to the guest wins. */
export function storedOf(host: PracticeHost, action: string, name: string): ReadonlyMap<string, string> {
  const own = `usr/jails/jails-system/${name}`;
  const tables: readonly (readonly [file: string, query: string])[] =
    action === 'create-vm'
      ? [
          ['usr/jails/var/db/local.sqlite', 'SELECT * FROM jails WHERE jname = ?'],
          [`${own}/local.sqlite`, 'SELECT * FROM bhyvenic WHERE jname = ? LIMIT 1'],
          [`${own}/local.sqlite`, 'SELECT *, ? AS asked FROM settings'],
        ]
      : [
          ['usr/jails/var/db/local.sqlite', 'SELECT * FROM jails WHERE jname = ?'],
          [`${own}/local.sqlite`, 'SELECT nic_hwaddr, ? AS asked FROM jailnic'],
        ];
  const columns = new Map<string, string>();
  for (const [file, query] of tables)
    for (const row of rowsOf(host.path(file), query, name))
      for (const [column, value] of Object.entries(row)) columns.set(column, value === null ? '' : String(value));
  for (const row of rowsOf(host.path(`${own}/helpers/jrctl.sqlite`), 'SELECT *, ? AS asked FROM forms', name))
    columns.set(String(row.param), String(row.cur));
  return columns;
}

function rowsOf(file: string, query: string, name: string): readonly Record<string, unknown>[] {
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, {readOnly: true});
  try {
    return database.prepare(query).all(name);
  } finally {
    database.close();
  }
}
