import {copyFileSync, readFileSync, renameSync, statSync} from 'node:fs';
import type {DatabaseSync, SQLInputValue, SQLOutputValue} from 'node:sqlite';
import type {Files} from './files.ts';
import {paths} from './host.ts';

export type Rows = Record<string, SQLOutputValue>[];

/** CBSD's SQL: errors are silent (cbsd-observed, trap 13), so a failed query has no rows and a failed change changes nothing. */
export type Databases = {
  /** `local` means `/usr/jails/var/db/local.sqlite`; everything else is a host path. */
  query(database: string, sql: string, ...values: SQLInputValue[]): Rows;
  /** Number of rows changed; makes the file when it is missing, as sqlite does. */
  change(database: string, sql: string, ...values: SQLInputValue[]): number;
  /** Several statements in one transaction. */
  script(database: string, sql: string): void;
  /** Opens a file by its real path as `sqlite3` does: the caller closes it. Throws what sqlite throws. */
  open(real: string, readOnly: boolean): DatabaseSync;
  close(): void;
};

/** What stands in the place of a database that nobody has opened yet. */
export type Placeholder = {readonly template: string; readonly sql: string};

/** Databases of big worlds are placeholders until somebody opens them; then they become a copy of their template. */
const fillPlaceholder = (real: string, templates: string): void => {
  const found = statSync(real, {throwIfNoEntry: false});
  if (found === undefined || found.size === 0 || found.size >= 2048) return;
  const text = readFileSync(real, 'utf8');
  if (!text.startsWith('{')) return;
  const {template, sql}: Placeholder = JSON.parse(text);
  const made = `${real}.${process.pid}`;
  copyFileSync(`${templates}/${template}.sqlite`, made);
  const {DatabaseSync: Database} = process.getBuiltinModule('node:sqlite');
  const database = new Database(made, {enableForeignKeyConstraints: false});
  database.exec(`PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; ${sql}`);
  database.close();
  renameSync(made, real);
};

export const openDatabases = (files: Files, templates: string, changing: () => void): Databases => {
  const cache = new Map<string, DatabaseSync>();
  const open = (real: string, readOnly: boolean): DatabaseSync => {
    const {DatabaseSync: Database} = process.getBuiltinModule('node:sqlite');
    fillPlaceholder(real, templates);
    return new Database(real, {readOnly, enableDoubleQuotedStringLiterals: true, enableForeignKeyConstraints: false});
  };
  const cached = (database: string): DatabaseSync => {
    const real = files.path(database === 'local' ? `${paths.db}/local.sqlite` : database);
    const known = cache.get(real);
    if (known !== undefined) return known;
    if (cache.size > 200) closeAll();
    const made = open(real, false);
    made.exec('PRAGMA synchronous=OFF; PRAGMA busy_timeout=25000');
    cache.set(real, made);
    return made;
  };
  const closeAll = (): void => {
    for (const database of cache.values()) database.close();
    cache.clear();
  };
  const here = (database: string): boolean =>
    files.exists(database === 'local' ? `${paths.db}/local.sqlite` : database);
  const silently = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  return {
    query: (database, sql, ...values) => {
      if (!here(database)) return [];
      return silently(
        () =>
          cached(database)
            .prepare(sql)
            .all(...values),
        [],
      );
    },
    change: (database, sql, ...values) =>
      silently(() => {
        changing();
        return Number(
          cached(database)
            .prepare(sql)
            .run(...values).changes,
        );
      }, 0),
    script: (database, sql) =>
      silently(() => {
        changing();
        cached(database).exec(`BEGIN; ${sql}; COMMIT`);
      }, undefined),
    open,
    close: closeAll,
  };
};
