import {farFunctions, slay} from './functions.ts';

/**
 * Runs one command apart from every connection. $1 is its run folder; the command follows as words for env(1). The folder
 * holds `in`, `out` and `err` (cut at 16 MB, as an endless prompt would fill the disk), `pid` with its mark, and, when it has
 * ended, `exit`. `closed` says that nothing more can come.
 */
export const superviseScript = `umask 077; d=$1; shift; cd "$d" || exit
${farFunctions}
mkfifo o e || exit
{ dd of=out bs=4096 count=4096; cat >/dev/null; } <o 2>/dev/null &
{ dd of=err bs=4096 count=4096; cat >/dev/null; } <e 2>/dev/null &
s=; command -v setsid >/dev/null && s=setsid
( umask 022; cd /; exec $s /usr/bin/env -i HOME="$HOME" "$@" ) <in >o 2>e &
t=$!
echo "$t $(mark "$t")" >pid.new; mv pid.new pid
wait "$t"; echo $? >exit.new; mv exit.new exit
rm -f o e in; wait; : >closed`;

/** `ours FOLDER COMMAND…`, where nobody else could do the same. */
export const alwaysOurs = 'ours() { shift; "$@"; }\n';

/**
 * Behind the text of `ours` (77: not any more, 75: not known). $1 the run folder, $2 its supervisor's text, $3 the program and $4 the
 * PATH in which it is looked for; then words for env(1). Says `not-found`, `not-permitted`, `displaced` or `no-room` and leaves nothing,
 * `busy`, else the number and the mark of the process: of one that it started, or of the one that an earlier call has. The mkdir is the
 * claim, and it can be made once; `starter` is who made it.
 */
export const startScript = `${farFunctions}umask 077; d=$1 text=$2 p=$3 path=$4; shift 4
if [ ! -d "$d" ]; then
  case $p in
    */*) if [ ! -e "$p" ]; then echo not-found; exit; elif [ -d "$p" ] || [ ! -x "$p" ]; then echo not-permitted; exit; fi;;
    *) (PATH=$path; command -v "$p" >/dev/null) || { echo not-found; exit; };;
  esac
fi
[ ! -d "$d" ] && ours "\${d%/*}" /bin/sh -c 'mkdir -m 700 "$1" && { echo "$2" >"$1/starter" || { rm -f "$1/starter"; rmdir "$1"; exit 1; }; }' \
  sh "$d" "$$ $(mark "$$")" 2>/dev/null </dev/null; claimed=$?
case $claimed in 75) echo busy; exit;; 77) echo displaced; exit;; esac
if [ $claimed -eq 0 ]; then
  cat >"$d/in" 2>/dev/null || { rm -f "$d/in" "$d/starter"; rmdir "$d"; echo no-room; exit; }
  if command -v setsid >/dev/null; then setsid /bin/sh -c "$text" sh "$d" "$@" </dev/null >/dev/null 2>&1 &
  else daemon -f /bin/sh -c "$text" sh "$d" "$@"; fi
elif [ ! -d "$d" ]; then echo no-room; exit
fi
n=0; while [ ! -s "$d/pid" ] && [ $n -lt 200 ]; do sleep 0.05; n=$((n+1)); done
cat "$d/pid" 2>/dev/null || :`;

/**
 * $1 the run folder; $2 and $3 how many bytes of its outputs are known already. Hands on what is new until the command has
 * ended, and then ends with its exit code; by a signal to itself when it can never be told any more.
 */
export const attachScript = `cd "$1" || exit 74; o=$2 e=$3 i=0 n=0
${farFunctions}
show() {
  s=$(size "$1")
  if [ "$s" -gt "$2" ]; then tail -c +$(($2+1)) "$1" | head -c $((s-$2)); else s=$2; fi
}
while :; do
  x=; [ -e exit ] && x=1
  [ -z "$x" ] || [ -e closed ] || sleep 0.25
  show out "$o"; o=$s
  show err "$e" >&2; e=$s
  [ -z "$x" ] || exit "$(cat exit)"
  p= m=; [ ! -s pid ] || read -r p m <pid
  if [ -n "$p" ] && [ "$(mark "$p")" = "$m" ]; then n=0; else n=$((n+1)); fi
  [ $n -lt 20 ] || [ -e exit ] || kill -s KILL $$
  i=$((i+1)); if [ $i -lt 40 ]; then sleep 0.05; else sleep 0.3; fi
done`;

/** $1 the run folder: ends its command, and everything that it started. */
export const killScript = `${farFunctions}${slay}
read -r p m <"$1/pid" || exit
[ "$(mark "$p")" = "$m" ] || exit
slay "$p"`;
