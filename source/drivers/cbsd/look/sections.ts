export {readSections} from '../../../text/sections.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/**
 * What `sqlite3` printed in `.mode json`, by the `@NAME` lines between. Several SELECTs under one name follow each
 * other. A piece that is no JSON (a message of the shell, a cut output) is left out: its name is then absent.
 */
export function readTables(text: string): ReadonlyMap<string, readonly (readonly Row[])[]> {
  const tables = new Map<string, readonly (readonly Row[])[]>();
  for (const piece of text.split(/^@/m).slice(1)) {
    const end = piece.indexOf('\n');
    const name = end < 0 ? piece : piece.slice(0, end);
    const results = end < 0 ? [] : parseResults(piece.slice(end + 1));
    if (results) tables.set(name, results);
  }
  return tables;
}

/** Each result is one array over one or more lines (`[{…},\n{…}]`); the closing `]` ends a line. */
function parseResults(text: string): readonly (readonly Row[])[] | null {
  try {
    return text
      .split(/(?<=\])\n(?=\[)/)
      .filter(part => part.trim() !== '')
      .map(part => JSON.parse(part) as readonly Row[]);
  } catch {
    return null;
  }
}

/** A cell as CBSD would print it: NULL as the empty text. */
export const cell = (row: Row | undefined, column: string): string => {
  const value = row?.[column];
  return value === null || value === undefined ? '' : String(value);
};
