import {host} from './host.ts';
import {neighbour, sockets} from './system/kernel-tools.ts';

/**
 * What every look at a node asks, answered by sh itself where nothing has to be worked out: a start of Node for each would cost more
 * than the look. Everything else falls through to the program, which says the same. `$R` is the folder that stands for `/`.
 */
const whileNothingRuns = (answer: string): string => `
n=1
for f in "$R"/var/run/practice-jails/* "$R"/var/run/practice-machines/*; do [ ! -e "$f" ] || n=; done
[ "$n" ] && ${answer}`;

/** Files of the host by relative paths alone: the machine's own tool reads them where they lie. */
const onOwnFiles = (tool: string, options: string, call: string): string => `
p=1
case $PWD/ in "$R"/*) ;; *) p=;; esac
for a do case /$a/ in */../*) p=;; esac; case $a in /dev/null) ;; /*) p=;; esac; done
[ "$p" ] && [ "$1 $2" = '${options}' ] && [ -x ${tool} ] && told "$@" && ${call}`;

/** GNU's stat is known by its system; a pattern that matched nothing is the file that is not there. */
const stat = `[ -e /proc/self ] && shift 2 && if [ $# = 1 ] && [ ! -e "$1" ]; then
  printf 'stat: %s: stat: No such file or directory\\n' "$1" >&2; exit 1
else exec /usr/bin/stat -c '%s %n' "$@"; fi`;

/** No dataset is named, and no snapshot was ever taken. */
const zfs = `
[ "$1 $2" = 'list -Hp' ] && [ -e "$R/../zfs" ] && [ ! -e "$R/var/run/practice-zfs" ] &&
case "$*" in */*) ;; *' -t snapshot '*) told "$@"; exit 0;; esac`;

/** Nothing is loaded, or no rule but those of translation, which pf lists apart. */
const pfctl = `
m=$R/var/run/practice-modules r=$R/var/run/pf.rules p=1
[ ! -e "$m" ] || { p=; while IFS= read -r l; do [ "$l" = pf ] && p=1; done < "$m"; }
[ "$p" ] && case "$*" in
  '-s info')
    s=Disabled; [ ! -e "$R/var/run/pf.enabled" ] || s=Enabled
    told "$@"; printf 'Status: %s                              Debug: Urgent\\n' "$s"; exit 0;;
  '-s nat'|'-P -s nat') [ -s "$r" ] || { told "$@"; exit 0; };;
  '-s rules'|'-P -s rules')
    [ ! -e "$r" ] || while IFS= read -r l; do case $l in 'nat '*|'rdr '*|'binat '*) ;; *) p=;; esac; done < "$r"
    [ "$p" ] && { told "$@"; exit 0; };;
esac`;

/** A file a jail, whose last fact is its number. */
const jls = `
if [ "$*" = 'jid name' ]; then
  told "$@"
  for f in "$R"/var/run/practice-jails/*; do
    [ -e "$f" ] || continue
    IFS= read -r l < "$f" || :
    j=\${l##*'"jid":'} n=\${l#*'"name":"'}
    printf '%s %s\\n' "\${j%%[!0-9]*}" "\${n%%'"'*}"
  done | /usr/bin/sort -n
  exit 0
fi`;

const sockstat = whileNothingRuns(`[ ! -s "$R/var/run/listeners" ] && { told "$@"; echo '${sockets}'; exit 0; }`);

const arp = whileNothingRuns(`[ -e "$R${host.workdir}/var/db/local.sqlite" ] && {
  told "$@"
${[host.gateway, host.nodeip].map(address => `  echo '${neighbour(address)}'`).join('\n')}
  exit 0; }`);

export const lookFirst: Readonly<Record<string, string>> = {
  arp,
  grep: onOwnFiles('/usr/bin/grep', '-aH ', 'exec /usr/bin/grep "$@"'),
  jls,
  pfctl,
  sockstat,
  stat: onOwnFiles('/usr/bin/stat', '-f %z %N', stat),
  zfs,
};
