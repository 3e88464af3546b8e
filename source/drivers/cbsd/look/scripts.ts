import {firewallSections} from '../expose/scripts.ts';
import {hardwareSelects} from '../hardware/disks.ts';
import {exposeTables, safeName, section} from './script-parts.ts';

/**
 * The constant sh texts by which a node is read. No value ever enters them: what varies comes as a positional parameter.
 * Paths of the node are relative to the workdir ($1) after the `cd`. A line that starts with the record separator
 * (octal 036) begins a section; whatever a section's command cannot tell leaves it empty.
 *
 * Guests are read from SQLite and not by `cbsd jls`, which costs about 11 ms a guest and repairs the database as it
 * looks (cbsd-observed, timings; cbsd-ops 4.1). `.mode json` prints nothing for no rows, so each database that must be
 * readable is asked for a count first: no count, no database.
 */

/** Only where a VM runs: `$2` is /dev/vmm, and nobody else can be paused. */
const processes = [
  section('processes'),
  'for f in "$2"/*; do [ -e "$f" ] && { ps -ax -o pid= -o state=; break; }; done',
];

/** $1: /etc/rc.conf's default workdir is asked through sysrc, so there is nothing to pass. */
export const probeScript = [
  section('uid'),
  'id -u',
  section('user'),
  'id -un',
  section('cbsd'),
  'command -v cbsd',
  section('workdir'),
  'w=$(sysrc -n cbsd_workdir 2>/dev/null); printf \'%s\\n\' "$w"',
  section('version'),
  'cat "$w/ver" 2>/dev/null',
  section('inventory'),
  'cat "$w/nc.inventory" 2>/dev/null',
  section('vmm'),
  'kldstat -qm vmm 2>/dev/null && echo loaded',
  section('release'),
  'uname -r',
  section('sudo'),
  'sudo -n true >/dev/null 2>&1 && echo yes',
  section('doas'),
  'doas -n true >/dev/null 2>&1 && echo yes',
].join('\n');

const databases = [
  "printf '%s\\n' '.bail off' '.mode json'",
  "printf '%s\\n' '.print @local' '.open --readonly var/db/local.sqlite'",
  "printf '%s\\n' 'SELECT count(*) AS guests FROM jails;'",
  "printf '%s\\n' '.print @node' 'SELECT * FROM local;'",
  "printf '%s\\n' '.print @jails' \"SELECT j.*, b.vm_cpus, b.vm_ram, b.vm_os_type, b.vm_os_profile FROM jails j LEFT JOIN bhyve b ON b.jname = j.jname ORDER BY j.jname;\"",
  "printf '%s\\n' '.print @packages' 'SELECT name, pkg_vm_cpus, pkg_vm_ram, pkg_vm_disk FROM vmpackages;'",
  "printf '%s\\n' '.print @topologies' 'SELECT name, sockets, cores, threads FROM vm_cpu_topology;'",
  "printf '%s\\n' '.print @bases' 'SELECT platform, arch, targetarch, ver, stable, status, basename FROM bsdbase;'",
  "printf '%s\\n' '.print @media' '.open --readonly var/db/storage_media.sqlite' 'SELECT name, path, type, jname, size FROM media;'",
  exposeTables,
  'for f in jails-system/*/helpers/jrctl.sqlite; do',
  `  case $f in ${safeName}) continue;; esac; [ -r "$f" ] || continue`,
  `  g=\${f#jails-system/}; printf ".print @limits %s\\n.open --readonly %s\\nSELECT param, cur FROM forms WHERE cur NOT IN ('', '0');\\n" "\${g%%/*}" "$f"`,
  'done',
  // A jail has a database of its own too, with nothing in it that is shown: only those of VMs are opened.
  `sqlite3 -readonly var/db/local.sqlite "SELECT jname FROM jails WHERE emulator = 'bhyve'" | while IFS= read -r g; do`,
  '  f=jails-system/$g/local.sqlite',
  `  case $f in ${safeName}) continue;; esac; [ -r "$f" ] || continue`,
  "  printf '.print @settings %s\\n.open --readonly %s\\nSELECT * FROM settings;\\n" +
    `${hardwareSelects.join('\\n')}\\n' "$g" "$f"`,
  'done',
].join('\n');

/** $1: workdir, $2: /dev/vmm, $3: the distribution's share folder. */
export const inspectScript = [
  'cd "$1" || exit 3',
  section('inventory'),
  'cat nc.inventory',
  section('version'),
  'cat ver',
  section('databases'),
  `{ ${databases}\n} | sqlite3 2>/dev/null`,
  section('jails'),
  'jls jid name',
  section('vms'),
  'for f in "$2"/*; do [ -e "$f" ] && printf \'%s\\n\' "${f##*/}"; done',
  ...processes,
  section('figures'),
  'sysctl -ei hw.ncpu hw.physmem hw.pagesize vm.stats.vm.v_free_count vm.stats.vm.v_inactive_count kern.features.vimage kern.features.racct kern.racct.enable vm.loadavg 2>/dev/null',
  section('disk'),
  'df -k .',
  section('modules'),
  'for m in vmm nmdm if_bridge if_tuntap pf zfs; do kldstat -qm "$m" 2>/dev/null && printf \'%s\\n\' "$m"; done',
  section('tmux'),
  'command -v tmux',
  section('interfaces'),
  'ifconfig -l',
  section('neighbours'),
  'arp -an 2>/dev/null',
  section('leases'),
  'for f in tmp/*.lease; do [ -e "$f" ] && printf \'%s\\n\' "${f#tmp/}"; done',
  section('bases'),
  'for d in basejail/base_*; do [ -x "$d/bin/sh" ] && printf \'%s\\n\' "${d##*/}"; done',
  section('images'),
  "stat -f '%z %N' src/iso/* 2>/dev/null",
  section('leftovers'),
  'for f in ftmp/construct-tui.*.jconf; do [ -e "$f" ] && printf \'%s\\n\' "$f"; done',
  section('skeletons'),
  'for d in "$3"/*-skel; do [ -d "$d" ] && printf \'%s\\n\' "${d##*/}"; done',
].join('\n');

/** $1: workdir, $2: /etc/pf.conf. Every line of every profile with its file's name before it (etc/ overrides etc/defaults/), then the firewall. */
export const profilesScript = [
  'cd "$1" || exit 3',
  "grep -aH '' etc/defaults/jail-freebsd-*.conf etc/defaults/vm-*.conf etc/defaults/bhyve-default-default.conf etc/defaults/vnc.conf etc/jail-freebsd-*.conf etc/vm-*.conf etc/bhyve-default-default.conf etc/vnc.conf /dev/null 2>/dev/null",
  firewallSections,
  'exit 0',
].join('\n');

/** $1: workdir, $2: /dev/vmm, $3: a guest's name that `quotable` lets through. */
export const guestScript = [
  'cd "$1" || exit 3',
  section('databases'),
  "{ printf '%s\\n' '.bail off' '.mode json' '.print @local' '.open --readonly var/db/local.sqlite' 'SELECT count(*) AS guests FROM jails;'",
  'printf ".print @row\\nSELECT * FROM jails WHERE jname = \'%s\';\\n" "$3"',
  'printf \'.print @settings\\n.open --readonly jails-system/%s/local.sqlite\\nSELECT * FROM settings;\\n\' "$3"',
  // A VM has the first two tables, a jail the third; a table that is not there is an error on stderr and no section.
  "printf '%s\\n' '.print @disks' 'SELECT * FROM bhyvedsk;' '.print @nics' 'SELECT * FROM bhyvenic;' '.print @jailnics' 'SELECT * FROM jailnic;'; } | sqlite3 2>/dev/null",
  section('jail'),
  'jls -j "$3" jid name 2>/dev/null',
  section('vm'),
  '[ -e "$2/$3" ] && echo running',
  section('processes'),
  '[ -e "$2/$3" ] && ps -ax -o pid= -o state=',
].join('\n');

/** The same with what nobody needs for a check: the dataset that holds the guest's data, with its mountpoint, and what is below it of snapshots. */
export const detailsScript = [
  guestScript,
  section('dataset'),
  'kldstat -qm zfs 2>/dev/null && d=$(zfs list -H -o name,mountpoint "$1/jails-data/$3-data" 2>/dev/null) && printf "%s\\n" "$d" && d=${d%%\t*}',
  section('snapshots'),
  '[ "$d" ] && zfs list -Hp -r -t snapshot -s creation -o name,creation,used,cbsdsnap:snapname "$d" 2>/dev/null',
].join('\n');

/** $1: workdir, $2: /dev/vmm, $3: `forwards` where they matter, $4…: addresses that nobody should answer at, paths below the workdir and snapshots that should not be; `DATASET@`: all snapshots from there down. */
export const againScript = [
  'cd "$1" || exit 3',
  section('databases'),
  "{ printf '%s\\n' '.mode json' '.print @local' '.open --readonly var/db/local.sqlite' 'SELECT count(*) AS guests FROM jails;' '.print @jails' 'SELECT jname, emulator, jid, status, ip4_addr, maintenance FROM jails;' '.print @node' 'SELECT nodeip FROM local;'",
  'if [ "$3" = forwards ]; then',
  exposeTables,
  'fi; } | sqlite3 2>/dev/null',
  section('listeners'),
  '[ "$3" = forwards ] && sockstat -46l 2>/dev/null',
  section('jails'),
  'jls jid name',
  section('vms'),
  'for f in "$2"/*; do [ -e "$f" ] && printf \'%s\\n\' "${f##*/}"; done',
  ...processes,
  section('answers'),
  'shift 3; for a do case $a in *@) zfs list -H -r -t snapshot -o name "${a%@}" 2>/dev/null;; *@*) zfs list -H -o name "$a" 2>/dev/null;; */*) [ -e "$a" ] && printf \'%s\\n\' "$a";; *) ping -c 1 -t 1 "$a" >/dev/null 2>&1 && printf \'%s\\n\' "$a";; esac; done',
  'exit 0',
].join('\n');

/** $1: workdir, $2…: paths (files or folders); tells size and name of each that is there. */
export const pathsScript = [
  'cd "$1" || exit 3; shift',
  section('paths'),
  'for p do [ -e "$p" ] && printf \'%s\\n\' "$p"; done',
  'exit 0',
].join('\n');
