import {hostRulesSections} from '../keep/host-rules.ts';
import {exposeTables, section} from '../look/script-parts.ts';

/** What pf holds: three questions, for pfctl answers one at a time. */
export const pfSections = [
  section('pf'),
  'kldstat -qm pf 2>/dev/null && echo loaded',
  section('status'),
  'pfctl -s info 2>/dev/null',
  section('loaded-nat'),
  'pfctl -P -s nat 2>/dev/null && echo read',
  section('redirections'),
  'cat etc/pfrdr.conf 2>/dev/null',
].join('\n');

/**
 * What a look needs of the firewall and of the host's ports. `wanted` is CBSD's file as pf would print it once loaded, so that it can be compared; what pf says against
 * it comes in `wanted-error`.
 */
export const firewallSections = [
  pfSections,
  section('loaded-rules'),
  'pfctl -P -s rules 2>/dev/null',
  section('wanted'),
  '{ [ -r etc/pf.conf ] && e=$(pfctl -P -n -v -f etc/pf.conf 2>&1 >&3); } 3>&1',
  section('wanted-error'),
  'case $e in *"not loaded"*) printf \'%s\\n\' "$e";; esac',
  hostRulesSections,
  section('listeners'),
  'sockstat -46l 2>/dev/null',
  section('addresses'),
  'ifconfig 2>/dev/null',
].join('\n');

/** $1: workdir, $2: /dev/vmm. What stored and live are now, for one check. */
export const forwardsScript = [
  'cd "$1" || exit 3',
  section('databases'),
  "{ printf '%s\\n' '.bail off' '.mode json' '.print @local' '.open --readonly var/db/local.sqlite' 'SELECT count(*) AS guests FROM jails;' '.print @node' 'SELECT nodeip FROM local;' '.print @jails' 'SELECT jname, emulator, jid, status, ip4_addr, maintenance, vnet FROM jails;'",
  exposeTables,
  '} | sqlite3 2>/dev/null',
  section('jails'),
  'jls jid name',
  section('vms'),
  'for f in "$2"/*; do [ -e "$f" ] && printf \'%s\\n\' "${f##*/}"; done',
  pfSections,
  'exit 0',
].join('\n');

/**
 * $1: workdir, $2…: names of guests. Takes every line that CBSD wrote for them out of pfrdr.conf: a new file beside it takes its
 * place at once, so that no load ever meets half a file. Names are compared as they are, not as patterns.
 */
export const dropLinesScript = [
  'cd "$1/etc" || exit 3; shift',
  'umask 022; n=pfrdr.conf.construct-tui',
  'while IFS= read -r l || [ "$l" ]; do',
  '  case $l in *"# // Setup by CBSD expose: "*)',
  '    m=${l##*"# // Setup by CBSD expose: "}; m=${m#*-}; m=${m#*-}',
  '    for g do [ "${m%% *}" = "$g" ] && continue 2; done;;',
  '  esac',
  '  printf \'%s\\n\' "$l"',
  'done < pfrdr.conf > "$n" && mv -f "$n" pfrdr.conf',
].join('\n');

/** CBSD's load of the whole ruleset; it ends with 1 where pf runs already, which is no failure (cbsd-ops 1.8). */
export const loadScript = 'cbsd naton; [ $? -le 1 ]';
