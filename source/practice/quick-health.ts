import {host, paths} from './host.ts';

/**
 * More tools that sh answers itself: what a host tells of its health. Each reads a file that a test or an operator may write to
 * make the host ill; without it the host is well.
 */

/** `practice-swap`: KiB and how many of them are used. */
const swapinfo = `
t=2097152 u=0
[ -e "$R/var/run/practice-swap" ] && read -r t u < "$R/var/run/practice-swap"
echo 'Device          1K-blocks     Used    Avail Capacity'
[ "$t" = 0 ] || printf '/dev/ada0p3     %9s %8s %8s %7s%%\\n' "$t" "$u" $((t - u)) $((100 * u / t))`;

/** `practice-clock`: seconds ahead of the machine's own clock. */
const date = `
o=0
[ -e "$R/var/run/practice-clock" ] && read -r o < "$R/var/run/practice-clock"
case $1 in +%s) echo $(($(/bin/date +%s) + o));; *) exec /bin/date "$@";; esac`;

/** `practice-release`: what is installed, where that is not what runs. */
const freebsdVersion = `
v=${host.release}
[ -e "$R/var/run/practice-release" ] && read -r v < "$R/var/run/practice-release"
printf '%s\\n' "$v"`;

/**
 * With `command=` everything that runs: the services, each running VM, and what `practice-processes` says. Else the machines
 * alone, whatever is asked for: number, state, and T where a signal holds it still.
 */
const ps = `
case "$*" in
  *command=*)
    s=$R/var/run/practice-services
    if [ -e "$s" ]; then while IFS= read -r l; do printf '/usr/sbin/%s\\n' "$l"; done < "$s"; else printf '%s\\n' /usr/sbin/sshd /usr/sbin/cbsdd; fi
    for f in "$R"/dev/vmm/*; do [ -e "$f" ] && printf 'bhyve: %s (bhyve)\\n' "\${f##*/}"; done
    [ -e "$R/var/run/practice-processes" ] && while IFS= read -r l; do printf '%s\\n' "$l"; done < "$R/var/run/practice-processes"
    exit 0;;
esac
for f in "$R"/var/run/practice-machines/*; do
  [ -e "$f" ] || continue
  IFS= read -r l <"$f" || :
  p=\${l##*'"pid":'}; s=S; [ -e "$R${paths.system}/\${f##*/}/practice-paused" ] && s=T
  printf '%s %s\\n' "\${p%%[!0-9]*}" "$s"
done
exit 0`;

/** FreeBSD 14 has them; nobody draws boxes here. */
const dialog = "echo 'practice: not simulated: dialog' >&2; exit 127";

export const healthTools: Readonly<Record<string, string>> = {
  swapinfo,
  date,
  'freebsd-version': freebsdVersion,
  ps,
  dialog,
  cdialog: dialog,
};
