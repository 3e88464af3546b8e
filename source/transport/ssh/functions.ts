/**
 * Functions of the scripts that run on a far host: POSIX sh, and what both FreeBSD and Linux bring along.
 *
 * `mark PID`: what tells a process from a later one with the same number, in the very words of `jobs/process.ts`; nothing
 * when there is none. `named FILE`: the number of the process that a file names with its mark, while it lives. `keep PATH`: it is on the
 * disk. `size FILE`: bytes.
 *
 * FreeBSD's ps takes all that stands behind the `=` of a column for its header: an `-o` for each. No single quote may stand in
 * here, for scripts carry it within theirs.
 */
export const farFunctions = `
mark() {
  if [ -r "/proc/$1/stat" ] && [ -r /proc/sys/kernel/random/boot_id ]; then
    m=$(cat "/proc/$1/stat") 2>/dev/null || return
    set -- \${m##*) }
    case $1 in Z|X) return;; esac
    shift 19; echo "$(cat /proc/sys/kernel/random/boot_id) $1"
  else
    set -- $(ps -o state= -o lstart= -p "$1" 2>/dev/null)
    case \${1:-Z} in Z*) return;; esac
    shift; echo "$*"
  fi
}
named() { n= k=; read -r n k 2>/dev/null <"$1"; [ -n "$n" ] && [ "$(mark "$n")" = "$k" ] && echo "$n"; }
keep() { { fsync "$1" || sync "$1" || sync; } 2>/dev/null; }
size() { s=$(wc -c <"$1" 2>/dev/null) || s=0; echo $((s)); }
`;

/** `slay PID`: SIGKILL for its group, or where it leads none, as without setsid(1), for it and all that it has started. */
export const slay = `
slay() {
  if [ "$(ps -o pgid= -p "$1" | tr -d ' ')" = "$1" ]; then kill -s KILL -- "-$1"; else kill -s KILL $(below "$1"); fi
}
below() {
  ps -ax -o pid= -o ppid= | awk -v t="$1" '{ up[$1] = $2 }
    END { for (p in up) { n = 0; for (a = p + 0; a > 1 && n++ < 99; a = up[a]) if (a == t) { print p; break } } }'
}
`;
