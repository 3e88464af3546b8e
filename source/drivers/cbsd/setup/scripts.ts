import {section} from '../look/script-parts.ts';

/** A file to the byte: a dot ends it, so that its last line break can be told from none. Nothing: there is no such file. */
const file = (name: string, path: string): string =>
  `${section(name)}; [ -r ${path} ] && { cat ${path}; printf '.\\n'; }`;

/**
 * What a set-up needs to know, with CBSD or without it. $1: the workdir, or the one to expect, $2-$6: the host's
 * files (paths.ts), $7: CBSD's distribution.
 */
export const surveyScript = [
  ...['rc', 'loader', 'sysctl', 'sudoers', 'pf'].map((name, index) => file(name, `"$${index + 2}"`)),
  file('old-sudoers', '"${5%/*}/cbsd_sudoers"'),
  section('system'),
  'uname -s; uname -r; uname -m; hostname; id -u',
  section('distribution'),
  'cat "$7/cbsd.conf" 2>/dev/null',
  section('packages'),
  'for p in cbsd tmux; do { pkg info -e "$p" || command -v "$p"; } >/dev/null 2>&1 && printf \'%s\\n\' "$p"; done',
  section('account'),
  'pw usershow cbsd 2>/dev/null',
  section('names'),
  'ls -a "$1" 2>/dev/null',
  section('version'),
  'cat "$1/ver" 2>/dev/null',
  section('parts'),
  'for p in nodename cmd.subr; do [ -r "$1/$p" ] && printf \'%s\\n\' "$p"; done',
  section('inventory'),
  'cat "$1/nc.inventory" 2>/dev/null',
  section('databases'),
  '[ -r "$1/var/db/local.sqlite" ] && printf \'%s\\n\' ".mode json" "SELECT * FROM local;" | sqlite3 -readonly "$1/var/db/local.sqlite" 2>/dev/null',
  section('guests'),
  '[ -r "$1/var/db/local.sqlite" ] && sqlite3 -readonly "$1/var/db/local.sqlite" \'SELECT count(*) FROM jails;\' 2>/dev/null',
  section('bases'),
  'for d in "$1"/basejail/base_*; do [ -x "$d/bin/sh" ] && printf \'%s\\n\' "${d##*/}"; done',
  section('datasets'),
  'zfs list -H -o name,mountpoint 2>/dev/null',
  section('modules'),
  'for m in vmm nmdm if_bridge if_tuntap pf zfs; do kldstat -qm "$m" 2>/dev/null && printf \'%s\\n\' "$m"; done',
  section('interfaces'),
  'ifconfig 2>/dev/null',
  section('route'),
  'route -n get default 2>/dev/null',
  section('resolv'),
  'cat /etc/resolv.conf 2>/dev/null',
  section('values'),
  'for k in net.inet.ip.forwarding net.inet6.ip6.forwarding; do printf \'%s=%s\\n\' "$k" "$(sysctl -n "$k" 2>/dev/null)"; done',
  section('pf-state'),
  'kldstat -qm pf 2>/dev/null && pfctl -s info 2>/dev/null',
  section('pf-nat'),
  'kldstat -qm pf 2>/dev/null && pfctl -s nat 2>/dev/null',
  section('pf-rules'),
  'kldstat -qm pf 2>/dev/null && pfctl -s rules 2>/dev/null',
  section('service'),
  'service cbsdd status >/dev/null 2>&1 && echo running',
  section('disk'),
  'd=$1; while [ ! -d "$d" ]; do d=${d%/*}; [ "$d" ] || d=/; done; df -k "$d"',
  'exit 0',
].join('\n');

const digest = 'd=-; [ ! -e "$1" ] || d=$(sha256 -q "$1") || exit 1';

/**
 * $1: path, $2: the digest of what is there now (`-`: nothing), $3: where its copy goes, $4: the mode of a new file, $5: what reads it before it
 * counts (`sudoers`, `-`). The new content is stdin. The file is whole at every moment, and keeps its owner and mode.
 */
export const editScript = [
  'umask 022; set -f',
  'if [ -h "$1" ]; then echo "$1 is a link: change what it points to by hand" >&2; exit 1; fi',
  digest,
  'if [ "$d" != "$2" ]; then echo "$1 was changed meanwhile: nothing was written" >&2; exit 1; fi',
  'n=$1.construct-tui; mkdir -p "${1%/*}" || exit 1',
  'if [ "$d" = - ]; then : > "$n" && chmod "$4" "$n" || exit 1',
  'else mkdir -p "${3%/*}" && cp -p "$1" "$3" && cp -p "$1" "$n" && chmod u+w "$n" || exit 1; fi',
  'cat > "$n" || { rm -f "$n"; exit 1; }',
  'if [ "$5" = sudoers ] && ! visudo -cf "$n" >&2; then rm -f "$n"; exit 1; fi',
  'mv -f "$n" "$1"',
].join('\n');

/** $1: path, $2: the digest as the step left it, $3: the copy (`-`: there was no file), $4: the digest of before: then nothing is to do. */
export const restoreScript = [
  digest,
  '[ "$d" != "$4" ] || exit 0',
  'if [ "$d" != "$2" ]; then echo "$1 was changed since and is left as it is; what was there before: $3" >&2; exit 1; fi',
  'if [ "$3" = - ]; then rm -f "$1"; exit; fi',
  'cp -p "$3" "$1.construct-tui" && mv -f "$1.construct-tui" "$1" && rm -f "$3"',
].join('\n');

/** $1: path, $2: where its copy goes. */
export const copyScript = '[ ! -e "$1" ] || { mkdir -p "${2%/*}" && cp -p "$1" "$2"; }';

/** What pf holds and what forwards, so that it can be put back; the same on an unchanged host. A module that is only loaded changes nothing. */
export const saveNetworkScript = [
  'e=0; kldstat -qm pf 2>/dev/null && pfctl -s info 2>/dev/null | grep -q "Status: Enabled" && e=1',
  'echo "pf $e"',
  'for k in net.inet.ip.forwarding net.inet6.ip6.forwarding; do printf \'%s=%s\\n\' "$k" "$(sysctl -n "$k")"; done',
  'kldstat -qm pf 2>/dev/null && { pfctl -s nat; pfctl -s rules; } 2>/dev/null',
  'exit 0',
].join('\n');

/** stdin: what the script above printed. */
export const restoreNetworkScript = [
  'IFS= read -r p; IFS= read -r a; IFS= read -r b',
  'sysctl "$a" >/dev/null; sysctl "$b" >/dev/null',
  'kldstat -qm pf 2>/dev/null || exit 0',
  'pfctl -f - 2>&1 || exit 1',
  'if [ "$p" = "pf 1" ]; then pfctl -e; else pfctl -d; fi 2>/dev/null',
  'exit 0',
].join('\n');

/** stdin: the rules. Nothing of it outlasts a reboot. */
export const liveNatScript = [
  'kldload -n pf || exit 1',
  'sysctl net.inet.ip.forwarding=1 || exit 1',
  'pfctl -f - || exit 1',
  'pfctl -e 2>/dev/null',
  'pfctl -s info | grep -q "Status: Enabled"',
].join('\n');

/** $1: workdir, $2…: names of bases of ours. Says what would be lost if the workdir went; nothing: only what a set-up makes. */
export const foreignScript = [
  'cd "$1" 2>/dev/null || exit 0; shift',
  section('guests'),
  "[ -r var/db/local.sqlite ] && sqlite3 -readonly var/db/local.sqlite 'SELECT jname FROM jails;' 2>/dev/null",
  section('found'),
  'for p in jails-data/* jails-system/* vm/* export/* import/* src/iso/* basejail/base_*; do',
  '  [ -e "$p" ] || continue',
  '  case $p in jails-system/CBSDSYSTEM|*.lock) continue;; esac',
  '  for b do [ "$p" = "basejail/$b" ] && continue 2; done',
  '  printf \'%s\\n\' "$p"',
  'done',
  section('names'),
  'ls -a',
  'exit 0',
].join('\n');

/** Stopping what does not run is no failure. */
export const stopDaemonScript = 'service cbsdd onestatus >/dev/null 2>&1 || exit 0; service cbsdd onestop';
