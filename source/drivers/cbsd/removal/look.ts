import {section} from '../look/script-parts.ts';
import {cell, type Row, readSections, readTables} from '../look/sections.ts';

/** What belongs to a guest below the workdir; `$3` is its name. What stands last CBSD may leave (`bremove` does). */
const places = [
  ...['jails-data/$3-data', 'jails-system/$3', 'jails-rcconf/rc.conf_$3', 'jails/$3', 'vm/$3'],
  ...['jails-fstab/fstab.$3', 'jails-fstab/$3', 'ftmp/$3.conf', 'ftmp/$3-expose_fwnum'],
];

export const placesOf = (name: string): readonly string[] => places.map(place => place.replace('$3', () => name));

/** $1: workdir, $2: /dev/vmm, $3: a guest's name that `quotable` lets through, $4…: datasets and snapshots by their full names. */
export const removalScript = [
  'cd "$1" || exit 3',
  section('databases'),
  "{ printf '%s\\n' '.bail off' '.mode json' '.print @local' '.open --readonly var/db/local.sqlite' 'SELECT count(*) AS guests FROM jails;'",
  `printf ".print @row\\nSELECT emulator, status, protected, maintenance FROM jails WHERE jname = '%s';\\n" "$3"`,
  `printf ".print @index\\nSELECT jname FROM bhyve WHERE jname = '%s';\\n" "$3"`,
  `printf ".print @media\\n.open --readonly var/db/storage_media.sqlite\\nSELECT path FROM media WHERE jname = '%s';\\n" "$3"`,
  `printf ".print @settings\\n.open --readonly jails-system/%s/local.sqlite\\nSELECT protected FROM settings;\\n" "$3"; } | sqlite3 2>/dev/null`,
  section('jail'),
  'jls -j "$3" jid name 2>/dev/null',
  section('vm'),
  '[ -e "$2/$3" ] && echo running',
  section('home'),
  'pwd -P',
  section('places'),
  `for p in ${places.map(place => `"${place}"`).join(' ')}; do { [ -e "$p" ] || [ -L "$p" ]; } && printf '%s\\t%s\\n' "$p" "$(cd "$p" 2>/dev/null && pwd -P)"; done`,
  section('mounts'),
  'mount -p',
  section('rules'),
  'rctl "jail:$3" 2>/dev/null',
  section('datasets'),
  'shift 3; for d do zfs list -H -o name "$d" 2>/dev/null; done',
  'exit 0',
].join('\n');

export type RemovalFacts = {
  /** False: nothing is known, for the database did not answer. */
  readonly readable: boolean;
  readonly row: Row | null;
  readonly isProtected: boolean;
  readonly running: boolean;
  /** The workdir without symbolic links. */
  readonly home: string;
  /** What is there of the guest, below the workdir, with its own path without symbolic links (empty: no folder). */
  readonly places: readonly {readonly place: string; readonly real: string}[];
  readonly mounts: readonly {readonly at: string; readonly type: string}[];
  readonly datasets: readonly string[];
  /** Limits that the kernel keeps under its name; a jail that died is none's to take them from. */
  readonly rules: readonly string[];
  /** Other tables that still know it. */
  readonly tables: readonly string[];
};

export function readRemoval(stdout: string, name: string): RemovalFacts {
  const sections = readSections(stdout);
  const lines = (section: string) => (sections.get(section) ?? '').split('\n').filter(Boolean);
  const tables = readTables(sections.get('databases') ?? '');
  const first = (table: string): Row | undefined => tables.get(table)?.[0]?.[0];
  return {
    readable: first('local')?.guests !== undefined,
    row: first('row') ?? null,
    isProtected: [first('row'), first('settings')].some(row => cell(row, 'protected') === '1'),
    running: sections.get('vm') === 'running' || lines('jail').some(line => line.trim().split(/\s+/)[1] === name),
    home: sections.get('home') ?? '',
    places: lines('places').map(line => {
      const [place = '', real = ''] = line.split('\t');
      return {place, real};
    }),
    mounts: lines('mounts').map(line => {
      const [, at = '', type = ''] = line.split(/\s+/);
      return {at, type};
    }),
    datasets: lines('datasets'),
    rules: lines('rules'),
    tables: [...(first('index') ? ['bhyve'] : []), ...(first('media') ? ['media'] : [])],
  };
}
