import {readLiveRules} from '../look/forwards.ts';
import {addressesOf} from '../look/guests.ts';
import {section} from '../look/script-parts.ts';
import {cell, type Row, readSections, readTables} from '../look/sections.ts';
import {hostCommands} from './facts.ts';
import {addressesIn, instanceIdOf} from './seed.ts';

const onGuest = [
  '  f=jails-system/$g/local.sqlite; [ -r "$f" ] && printf ".print @$t-own\\n.open --readonly %s\\nSELECT * FROM settings;\\n.print @$t-nics\\nSELECT nic_hwaddr FROM bhyvenic;\\nSELECT nic_hwaddr FROM jailnic;\\n" "$f"',
  '  f=jails-system/$g/expose.sqlite; [ -r "$f" ] && printf ".print @$t-forwards\\n.open --readonly %s\\nSELECT * FROM expose;\\n" "$f"',
  '  for f in jails-system/$g/helpers/jrctl.sqlite jails-system/$g/helpers/brctl.sqlite; do [ -r "$f" ] && printf ".print @$t-limits\\n.open --readonly %s\\nSELECT param, cur FROM forms ORDER BY param;\\n" "$f"; done',
].join('\n');

/** The hooks that `facts.ts` finds, of the guest that this parameter names. */
const hooksOf = (guest: '$2' | '$3'): string =>
  `for f in jails-system/${guest}/*.d/* jails-system/${guest}/cmd/* jails-system/${guest}/tests/*; do [ -f "$f" ] && [ -x "$f" ] && printf '%s\\n' "\${f#jails-system/${guest}/}"; done`;

/** What a look asks of the host beside the databases. */
export type Part = 'firewall' | 'files' | 'hooks' | 'data' | 'kernel';

const parts: Readonly<Record<Part, readonly string[]>> = {
  // a node without pf has no rules; one whose pf does not answer is not known
  firewall: [
    section('firewall'),
    'if kldstat -qm pf 2>/dev/null; then pfctl -P -s nat 2>/dev/null && echo read; else echo read; fi',
  ],
  files: [
    'new-mounts jails-fstab/$2/fstab.local',
    'old-mounts jails-fstab/$3/fstab.local',
    'meta-data jails-system/$2/cloud-init/meta-data',
    'network-config jails-system/$2/cloud-init/network-config',
  ].flatMap(words => {
    const [name = '', path = ''] = words.split(' ');
    return [section(name), `[ -s "${path}" ] && cat "${path}"`];
  }),
  hooks: [section('new-hooks'), hooksOf('$2'), section('old-hooks'), hooksOf('$3')],
  data: [
    section('sizes'),
    'du -Askx "$4" "$5" 2>/dev/null',
    section('origin'),
    'kldstat -qm zfs 2>/dev/null && zfs list -H -o origin "$4" 2>/dev/null',
  ],
  kernel: [
    section('jail'),
    'jls -j "$2" host.hostname ip4.addr 2>/dev/null',
    section('vm'),
    '[ -e "$6/$2" ] && echo running',
  ],
};

/**
 * A clone beside its source, in one command. $1: workdir, $2: the clone, $3: the source (names that `quotable` lets through), $4: the
 * clone's data, $5: the source's, $6: /dev/vmm.
 */
export const cloneScript = (asked: readonly Part[]): string =>
  [
    'cd "$1" || exit 3',
    section('databases'),
    "{ printf '%s\\n' '.bail off' '.mode json' '.print @local' '.open --readonly var/db/local.sqlite' 'SELECT count(*) AS guests FROM jails;'",
    'for g in "$2" "$3"; do [ "$g" = "$2" ] && t=new || t=old; printf ".print @$t\\nSELECT * FROM jails WHERE jname = \'%s\';\\n" "$g"; done',
    `for g in "$2" "$3"; do [ "$g" = "$2" ] && t=new || t=old\n${onGuest}\ndone; } | sqlite3 2>/dev/null`,
    ...asked.flatMap(part => parts[part]),
    'exit 0',
  ].join('\n');

export type CloneFacts = {
  /** False when the database itself could not be read: then nothing is known. */
  readonly readable: boolean;
  readonly there: boolean;
  /** By the names that `identity.ts` expects. */
  readonly facts: Readonly<Record<string, string>>;
  /** Kilobytes of the clone's and of the source's data; NaN: the folder is not there. */
  readonly sizes: readonly number[];
  /** The snapshot that the clone's dataset hangs on; empty: it is a copy. */
  readonly origin: string;
  /** The host name that the kernel gives a running jail; `running` for a VM; empty: it does not run. */
  readonly runs: string;
  readonly address: string;
  /** Live rules of the source, as `forwards.ts` spells them, sorted; null: the firewall could not be read. */
  readonly sourceRules: readonly string[] | null;
};

export function readClone(stdout: string, name: string, source: string): CloneFacts {
  const sections = readSections(stdout);
  const text = (section: string) => sections.get(section) ?? '';
  const tables = readTables(text('databases'));
  const rows = (table: string): readonly Row[] => tables.get(table)?.[0] ?? [];
  const [row, own] = [rows('new')[0], rows('new-own')[0]];
  const oldOwn = rows('old-own')[0];
  const oldAddresses = addressesOf(cell(rows('old')[0], 'ip4_addr'));
  const addresses = addressesOf(cell(own ?? row, 'ip4_addr'));
  const [hostname = '', kernelAddresses = ''] = text('jail').trim().split(' ');
  const live = text('firewall').endsWith('read') ? readLiveRules(text('firewall')) : null;
  const atGuest = (at: readonly string[]) =>
    [...(live ?? [])].filter(rule => at.some(one => rule.includes(` ${one}:`)));
  return {
    readable: tables.get('local')?.[0]?.[0]?.guests !== undefined,
    there: row !== undefined,
    sizes: [name, source].map(guest => sizeOf(text('sizes'), guest)),
    origin: text('origin').split('\n')[0]?.replace(/^-$/, '') ?? '',
    runs: hostname || text('vm').trim(),
    address: addresses[0] ?? '',
    sourceRules: live && atGuest(oldAddresses).sort(),
    facts: {
      ...strings(row),
      ...strings(own),
      // the table jails is what CBSD shows of both kinds
      host_hostname: cell(row, 'host_hostname'),
      ip4_addr: cell(own ?? row, 'ip4_addr'),
      mac: macsOf((tables.get('new-nics') ?? []).flat(), (tables.get('old-nics') ?? []).flat()),
      forwards: String(rows('new-forwards').length),
      live: live === null ? '' : String(atGuest(addresses).length),
      limits: same(rows('new-limits'), rows('old-limits')),
      // CBSD points these alone to the clone (cbsd-ops 3.1)
      mounts: text('new-mounts') === text('old-mounts').replaceAll(`/${source}:`, `/${name}:`) ? 'same' : 'other',
      hooks:
        text('new-hooks') === text('old-hooks') && (own || commands(row) === commands(rows('old')[0]))
          ? 'same'
          : 'other',
      at: kernelAddresses.split(',').sort().join(','),
      screen: cell(own, 'vnc_port') !== cell(oldOwn, 'vnc_port') ? 'own' : 'of the source',
      password: ownPassword(cell(own, 'vnc_password'), cell(oldOwn, 'vnc_password')),
      'instance-id': instanceIdOf({metaData: text('meta-data'), networkConfig: ''}) ?? '',
      'local-hostname': /^local-hostname:\s*(\S+)\s*$/m.exec(text('meta-data'))?.[1] ?? '',
      seed: oldAddresses.some(old => addressesIn(text('network-config')).has(old)) ? 'of the source' : 'own',
    },
  };
}

/** A line of du: kilobytes and the path. */
const sizeOf = (text: string, guest: string): number => {
  const line = text.split('\n').find(each => each.endsWith(`/${guest}-data`));
  return Number(/^\d+/.exec(line ?? '')?.[0] ?? Number.NaN);
};

const strings = (row: Row | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(row ?? {}).map(([key, value]) => [key, value === null ? '' : String(value)]));

/** 0 is CBSD's word for one that is made at the start. */
function macsOf(fresh: readonly Row[], old: readonly Row[]): string {
  const known = new Set(old.map(row => cell(row, 'nic_hwaddr')));
  return fresh.every(row => cell(row, 'nic_hwaddr') === '0' || !known.has(cell(row, 'nic_hwaddr')))
    ? 'new'
    : 'of the source';
}

const same = (one: readonly Row[], other: readonly Row[]): string =>
  JSON.stringify(one) === JSON.stringify(other) ? 'same' : 'other';

/** What CBSD runs on the host for a jail, out of its row; a VM's row has the columns and nobody who reads them (cbsd-ops 6). */
const commands = (row: Row | undefined): string =>
  JSON.stringify(hostCommands(row ?? {}).map(column => [column, cell(row, column)]));

/** CBSD ships `cbsd`: everybody knows it. */
const ownPassword = (fresh: string, old: string): string =>
  fresh === old ? 'of the source' : fresh === 'cbsd' || fresh === '' ? 'known to everybody' : 'own';
