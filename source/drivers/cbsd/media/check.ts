import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {section} from '../look/script-parts.ts';
import {cell, readSections, readTables} from '../look/sections.ts';
import {shell} from '../paths.ts';

/** $1: workdir. Every registered medium. */
const mediaScript = [
  'cd "$1" || exit 3',
  section('databases'),
  "printf '%s\\n' '.mode json' '.print @count' '.open --readonly var/db/storage_media.sqlite' 'SELECT count(*) AS media FROM media;' '.print @media' 'SELECT name, path FROM media;' | sqlite3 2>/dev/null",
  'exit 0',
].join('\n');

/** `medium-there`, `medium-gone`: whether CBSD's table has the name with the path that was registered; null: another check. */
export async function checkMedium({id, target, expect}: Check, transport: Transport): Promise<Verdict | null> {
  if (id !== 'medium-there' && id !== 'medium-gone') return null;
  const {path = '', workdir = ''} = expect;
  const {stdout} = await transport.read({argv: shell(mediaScript, workdir)});
  const tables = readTables(readSections(stdout).get('databases') ?? '');
  if (!tables.get('count')?.[0]) return {truth: 'unknown', note: 'the table of media could not be read'};
  const isThere = (tables.get('media') ?? [])
    .flat()
    .some(row => cell(row, 'name') === target && cell(row, 'path') === path);
  return {
    truth: isThere === (id === 'medium-there') ? 'true' : 'false',
    note: isThere ? `${target} is registered` : `${target} is not registered`,
  };
}
