import {cell, type Row, readSections} from '../look/sections.ts';
import type {CopyFacts, Dataset, Seed, Snapshot} from './copy-facts.ts';

const section = (name: string): string => `printf '\\036${name}\\n'`;

/** Files are read by the shell itself: a process for each would cost more than everything else on a large node. */
const tell = 'while IFS= read -r l || [ -n "$l" ]; do printf \'%s\\t%s\\n\' "$f" "$l"; done <"$f"';

/** $1: workdir. */
export const copiesScript = [
  'cd "$1" || exit 3',
  section('datasets'),
  'kldstat -qm zfs 2>/dev/null && zfs list -Hp -o name,mountpoint,origin,refer -t filesystem,volume 2>/dev/null',
  section('snapshots'),
  'kldstat -qm zfs 2>/dev/null && zfs list -Hp -t snapshot -s creation -o name,creation,used,cbsdsnap:snapname 2>/dev/null',
  section('seeds'),
  `for f in jails-system/*/cloud-init/meta-data jails-system/*/cloud-init/network-config; do [ -s "$f" ] && ${tell}; done`,
  section('insists'),
  'for f in jails-system/*/cloud-init/user-data; do [ -s "$f" ] && while IFS= read -r l || [ -n "$l" ]; do',
  'case $l in hostname:*|fqdn:*|ssh_deletekeys:*|ssh_keys:*) printf \'%s\\t%s\\n\' "$f" "$l";; esac; done <"$f"; done',
  section('mounts'),
  `for f in jails-fstab/*/fstab.local; do [ -s "$f" ] && ${tell}; done`,
  section('hooks'),
  'for f in jails-system/*/*.d/* jails-system/*/cmd/* jails-system/*/tests/*; do [ -f "$f" ] && [ -x "$f" ] && printf \'%s\\n\' "$f"; done',
  section('site'),
  'for f in etc/jclone.conf etc/bclone.conf; do [ -s "$f" ] && while IFS= read -r l || [ -n "$l" ]; do',
  'case $l in promote=*|mac_reinit=*|clone_method=*) printf \'%s\\t%s\\n\' "$f" "$l";; esac; done <"$f"; done',
  section('images'),
  'for f in import/*.img export/*.img; do [ -f "$f" ] && printf \'%s\\n\' "$f"; done',
  section('rsync'),
  'command -v rsync',
  'exit 0',
].join('\n');

export function readCopies(stdout: string): CopyFacts {
  const sections = readSections(stdout);
  const lines = (name: string) => (sections.get(name) ?? '').split('\n').filter(Boolean);
  const seeds = new Map<string, Seed>();
  for (const [path, text] of texts(lines('seeds'))) {
    const known = seeds.get(guestOf(path)) ?? {metaData: '', networkConfig: ''};
    seeds.set(
      guestOf(path),
      path.endsWith('/meta-data') ? {...known, metaData: text} : {...known, networkConfig: text},
    );
  }
  for (const [path, text] of texts(lines('insists'))) {
    const known = seeds.get(guestOf(path));
    if (known) seeds.set(guestOf(path), {...known, insists: text.split('\n').filter(Boolean)});
  }
  return {
    datasets: lines('datasets').map(readDataset),
    snapshots: lines('snapshots').map(readSnapshot),
    seeds,
    mounts: new Map(
      [...texts(lines('mounts'))].map(([path, text]) => [guestOf(path), text.split('\n').filter(Boolean)]),
    ),
    hooks: grouped(lines('hooks')),
    rsync: lines('rsync').length > 0,
    site: readSite(lines('site')),
    ...(sections.has('images') && {images: lines('images')}),
  };
}

/** `PATH<tab>LINE` rows, put together again. */
function texts(rows: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const row of rows) {
    const at = row.indexOf('\t');
    const path = row.slice(0, at);
    files.set(path, `${files.get(path) ?? ''}${row.slice(at + 1)}\n`);
  }
  return files;
}

/** `jails-system/vm1/cloud-init/meta-data` belongs to vm1. */
const guestOf = (path: string): string => path.split('/')[1] ?? '';

function grouped(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const own = found.get(guestOf(path)) ?? [];
    own.push(path.split('/').slice(2).join('/'));
    found.set(guestOf(path), own);
  }
  return found;
}

function readDataset(line: string): Dataset {
  const [name = '', mountpoint = '', origin = '', refer = ''] = line.split('\t');
  return {name, mountpoint, origin: origin === '-' ? '' : origin, bytes: /^\d+$/.test(refer) ? Number(refer) : null};
}

/** The columns of a row that CBSD runs on the host when the guest starts and stops (cbsd-ops 6, 5.1). */
export const commandColumns = [
  ...['exec_prestart', 'exec_poststart', 'exec_prestop', 'exec_poststop'],
  ...['exec_master_prestop', 'exec_master_poststop', 'mnt_start', 'mnt_stop'],
] as const;

/** `DATASET@NAME<tab>SECONDS<tab>BYTES<tab>MARK`; a property that is not set is a dash. */
export function readSnapshot(line: string): Snapshot {
  const [whole = '', seconds = '', used = '', mark = '-'] = line.split('\t');
  const [dataset = '', name = ''] = whole.split('@');
  const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : null);
  return {dataset, name, takenAt: number(seconds), bytes: number(used), marked: mark !== '-' && mark !== ''};
}

export const hostCommands = (row: Row): readonly string[] =>
  commandColumns.filter(column => !['', '0'].includes(cell(row, column)));

/** Settings of W/etc/jclone.conf and bclone.conf by `FILE KEY`, the last one of a key counts. */
export function readSite(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.map(line => {
      const [path = '', setting = ''] = line.split('\t');
      const [key = '', value = ''] = setting.split('=');
      return [`${path.replace(/^.*\//, '')} ${key}`, value.replace(/["';]/g, '').trim()];
    }),
  );
}
