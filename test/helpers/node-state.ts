import {createHash} from 'node:crypto';
import {lstatSync, readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {join} from 'node:path';
import {openFor} from '../../source/practice/start.ts';

/** Files that databases leave beside themselves, and locks of commands that have ended. */
const passing = /-(wal|shm|journal)$|\.lock$|\/locked$/;

/**
 * Everything on a practice node by its path: a file by its bytes, a link by where it leads, a folder as such, a database by the rows
 * of its tables, for sqlite's own pages are none of the node's affairs.
 */
export function nodeState(
  folder: string,
  isLeftOut: (path: string) => boolean = () => false,
): ReadonlyMap<string, string> {
  const {world} = openFor(folder);
  const root = join(folder, 'root');
  const found = new Map<string, string>();
  const databaseOf = (path: string): string => {
    const tables = world.query(
      path,
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    return JSON.stringify(
      tables
        .filter(({name}) => !isLeftOut(`${path}/${name}`))
        .map(({name}) => [
          name,
          world
            .query(path, `SELECT * FROM ${String(name)}`)
            .map(row => JSON.stringify(row))
            .sort(),
        ]),
    );
  };
  const walk = (path: string): void => {
    for (const name of readdirSync(join(root, path)).sort()) {
      const inner = `${path}/${name}`;
      const kind = lstatSync(join(root, inner));
      if (passing.test(inner) || isLeftOut(inner)) continue;
      if (kind.isSymbolicLink()) found.set(inner, `-> ${readlinkSync(join(root, inner))}`);
      else if (kind.isDirectory()) {
        found.set(inner, 'folder');
        walk(inner);
      } else if (inner.endsWith('.sqlite')) found.set(inner, databaseOf(inner));
      else
        found.set(
          inner,
          createHash('sha256')
            .update(readFileSync(join(root, inner)))
            .digest('hex'),
        );
    }
  };
  try {
    walk('');
    return found;
  } finally {
    world.close();
  }
}

/** What came, went or changed, each a line. */
export const differences = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] => [
  ...[...after.keys()].filter(path => !before.has(path)).map(path => `+ ${path}`),
  ...[...before.keys()].filter(path => !after.has(path)).map(path => `- ${path}`),
  ...[...after].filter(([path, text]) => before.has(path) && before.get(path) !== text).map(([path]) => `~ ${path}`),
];
