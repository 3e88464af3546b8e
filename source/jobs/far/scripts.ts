import {farFunctions, slay} from '../../transport/ssh/functions.ts';

/**
 * `lock FILE SECONDS COMMAND…`: runs it holding the kernel's lock of FILE, the same that `jobs/lock.ts` takes through SQLite
 * on that host itself; 75 when somebody else has it. Linux has no command for it: perl or python3 take it and become the
 * command, which keeps it. On FreeBSD the lock of lockf(1) and that of fcntl(2) shut each other out.
 */
const lock = `
perlock='$^F=255; my($f,$s,@c)=@ARGV; open(F,"+>>",$f) or exit 73; $SIG{ALRM}=sub{exit 75}; alarm $s; my $l=pack("ssx4qqlx4",1,0,0,0,0); fcntl(F,$s?7:6,$l) or exit 75; alarm 0; exec @c; exit 127'
pylock='import fcntl,os,signal,sys
f,s,c=sys.argv[1],int(sys.argv[2]),sys.argv[3:]
d=os.open(f,os.O_RDWR|os.O_CREAT,0o600); os.set_inheritable(d,True)
signal.signal(signal.SIGALRM,lambda *a:os._exit(75)); signal.alarm(s)
try: fcntl.lockf(d,fcntl.LOCK_EX|(0 if s else fcntl.LOCK_NB))
except OSError: os._exit(75)
signal.alarm(0); os.execvp(c[0],c)'
lock() {
  f=$1 s=$2; shift 2
  case $(uname) in
    Linux) if command -v perl >/dev/null; then perl -e "$perlock" "$f" "$s" "$@"
      elif command -v python3 >/dev/null; then python3 -c "$pylock" "$f" "$s" "$@"
      else echo 'there is neither perl nor python3 to take a lock with' >&2; return 69; fi;;
    *) lockf -k -s -t "$s" "$f" "$@";;
  esac
}
`;

export const prelude = `umask 077
${farFunctions}${lock}
`;

/**
 * `tool FOLDER`: the number of a job's tool that was not seen to end and goes on, known by its mark; nothing when there is none.
 * What a runner had no time to write down stands in the folder of the step. `life FOLDER`: one of alive, orphaned, gone; behind
 * `orphaned` stands that number. Who takes the lock over for a runner that came back has signed before the one that held it ends.
 */
const life = `
tool() { { noted "$1"; at_work "$1"; } | head -n 1; }
at_work() {
  for e in "$1"/step-*; do
    [ -d "$e" ] && [ ! -e "$e/exit" ] && { named "$e/pid" || named "$e/starter"; }
  done
}
noted() {
  sed -n -e '/"ending":"overdue"/d' -e 's/.*"type":"step-end".*"step":\\([0-9]*\\).*/\\1/p' \\
      -e 's/.*"type":"tool".*"step":\\([0-9]*\\),"pid":\\([0-9]*\\),"mark":"\\([^"]*\\)".*/\\1 \\2 \\3/p' "$1/journal" 2>/dev/null |
    awk 'NF > 1 { t[$1] = substr($0, length($1) + 2); next } { delete t[$1] } END { for (s in t) print t[s] }' |
    while read -r p m; do [ "$(mark "$p")" = "$m" ] && { echo "$p"; break; }; done
}
life() {
  [ -e "$1/alive.sqlite" ] && { lock "$1/alive.sqlite" 0 true; [ $? -eq 75 ] && { echo alive; return; }; }
  [ -n "$(named "$1/keeper")" ] && { echo alive; return; }
  t=$(tool "$1"); echo "\${t:+orphaned }\${t:-gone}"
}
`;

/**
 * $1 the state folder, $2 an id, $3 the kilobytes that a job's files need before its first step; the order on stdin. Says `made`, or
 * `ENOSPC` and leaves nothing; the mkdir is the claim on the id.
 */
export const makeJob = `
d=$1/jobs/$2
said=$({ mkdir -p -m 700 "$1" && mkdir -p -m 700 "$1/jobs" && mkdir -m 700 "$d"; } 2>&1) ||
  case $said in *space*) echo ENOSPC; exit;; *) echo "$said" >&2; exit 73;; esac
free=$(df -kP "$d" | awk 'NR == 2 { print $4 }')
[ "\${free:-$3}" -ge "$3" ] && cat >"$d/order.json.new" && keep "$d/order.json.new" && mv "$d/order.json.new" "$d/order.json" && keep "$d" && echo made || {
  rm -f "$d/order.json.new"; rmdir "$d"; echo ENOSPC; }`;

/**
 * $1 a file, $2 how long it is without the line, $3 how long the line is with its end; the line on stdin. Says `kept`.
 * Asked again after a lost answer it adds nothing twice, and half a line is taken away first. On a full disk the room that
 * was held back for it is given up.
 */
export const appendLine = `
l=$(cat); have=$(size "$1")
[ "$have" -ge $(($2+$3)) ] || {
  [ "$have" -eq "$2" ] || truncate -s "$2" "$1"
  put() { printf '%s\\n' "$l" >>"$1" && keep "$1"; }
  put "$1" || { : >"$1.reserve"; truncate -s "$2" "$1"; put "$1"; } || { truncate -s "$2" "$1"; echo ENOSPC; exit; }
}
printf %012d "$(size "$1")" 1<>"$1.length"
echo kept`;

/** $1 the journal: room for its last lines, held back. Says how long it is. */
export const openJournal = `
head -c 65536 /dev/zero | tr '\\0' x >"$1.reserve" || { rm -f "$1.reserve"; exit 28; }
keep "$1.reserve"; size "$1"`;

/** $1 the journal: its room is given back, and the outputs of runs that have ended go; the runs stay claimed. */
export const closeJournal = `: >"$1.reserve"
for e in "\${1%/*}"/step-*/exit; do [ -e "$e" ] && rm -f "\${e%/*}/out" "\${e%/*}/err"; done
echo closed`;

/** $1 a file; what is on stdin comes behind what it holds. For pictures and outputs: lost is lost. */
export const addText = `cat >>"$1" && echo added`;

/** $1 the state folder: how long steps usually take there. */
export const readUsual = `cat "$1/usual.json" 2>/dev/null || :`;

/** $1 a file; it holds what is on stdin, whole or not at all. */
export const putText = `cat >"$1.new" && mv "$1.new" "$1" && echo put`;

/** $1 the state folder. The queue as it is, or `-`; then of each job in it how it lives. */
export const lookQueue = `${life}
q=$(cat "$1/queue.json" 2>/dev/null) && [ -n "$q" ] && printf '%s\\n' "$q" || { [ -e "$1/queue.json" ] && echo || echo -; }
for j in $(printf %s "$q" | grep -o '"job":"[0-9a-z]*"' | cut -d '"' -f 4 | sort -u); do echo "$j $(life "$1/jobs/$j")"; done`;

const swap = `f=$1; shift; IFS= read -r old; IFS= read -r new
now=-; [ -e "$f" ] && now=$(cat "$f")
[ "$now" = "$old" ] || { echo changed; exit; }
for j; do [ "$(life "\${f%/*}/jobs/$j")" = gone ] || { echo changed; exit; }; done
printf %s "$new" >"$f.new" && keep "$f.new" && mv "$f.new" "$f" && echo swapped`;

/**
 * $1 the state folder, $2 the text of the swap, then the jobs that lose their place because they are gone; on stdin what the queue
 * holds, or `-`, and what it shall hold. Says `swapped` or `changed`: it holds something else, one of them is back, or somebody who
 * changes it has the lock just now.
 */
export const swapQueue = `d=$1 text=$2; shift 2
mkdir -p -m 700 "$d"; lock "$d/queue.lock.sqlite" 10 /bin/sh -c "$text" sh "$d/queue.json" "$@"; c=$?
[ $c -ne 75 ] || { echo changed; exit; }; exit $c`;
export const swapText = `${prelude}${life}${swap}`;

/**
 * `ours FOLDER COMMAND…` runs it under the lock of the queue, and only while the job of that folder has its place there: a runner
 * that was silent for too long may have lost it. 77 then, 75 when nobody can say just now.
 */
export const ours = `${prelude}
ours() {
  lock "\${1%/jobs/*}/queue.lock.sqlite" 10 /bin/sh -c 'grep -qF "\\"job\\":\\"$2\\"" "$1" || exit 77; shift 3; exec "$@"' sh \
    "\${1%/jobs/*}/queue.json" "\${1##*/}" "$@"
}
`;

const audit = `[ -z "$3" ] || { [ -e "$3" ] && { echo told; exit; }; }
f=$1/audit.jsonl
[ ! -s "$f" ] || [ -z "$(tail -c 1 "$f")" ] || echo >>"$f"
cat >>"$f" && { fsync "$f" || sync "$f" || sync; } 2>/dev/null || exit 28
[ -z "$3" ] || : >"$3"
[ "$(wc -c <"$f")" -lt "$2" ] || { n=1; while [ -e "$1/audit.$n.jsonl" ]; do n=$((n+1)); done; mv "$f" "$1/audit.$n.jsonl"; }
echo told`;

/** $1 the state folder, $2 the size at which a file is put aside, $3 what tells that this was told already, or nothing; the line on stdin. */
export const addAudit = `lock "$1/audit.lock.sqlite" 10 /bin/sh -c '${audit}' sh "$@"`;

/** $1 the state folder: every file of the audit, oldest first. */
export const readAudit = `
n=1; while [ -e "$1/audit.$n.jsonl" ]; do cat "$1/audit.$n.jsonl"; n=$((n+1)); done
cat "$1/audit.jsonl" 2>/dev/null || :`;

/**
 * $1 the state folder, $2 how much of the output is known; then ids, or none for every job. Of each its files, a head line
 * `ID NAME BYTES` before each, and whether it lives. The life comes before the journal: what a runner wrote before it let
 * go has to be seen.
 */
export const readJobs = `${life}
part() { n=$(size "$3"); [ -e "$3" ] && { echo "$1 $2 $n"; head -c "$n" "$3"; echo; }; }
s=$1 from=$2; shift 2
[ $# -gt 0 ] || set -- $(ls "$s/jobs" 2>/dev/null)
for j; do
  d=$s/jobs/$j; [ -e "$d/order.json" ] || continue
  part "$j" order "$d/order.json"
  if tail -n 1 "$d/journal" 2>/dev/null | grep -q '"type":"end"'; then l=gone; else l=$(life "$d"); fi
  echo "$j life \${#l}"; echo "$l"
  [ "$l" != alive ] || { part "$j" usual "$s/usual.json"; t=$(tool "$d"); echo "$j tool \${#t}"; echo "$t"; }
  part "$j" journal "$d/journal"; part "$j" length "$d/journal.length"
  part "$j" followers "$d/followers"; part "$j" progress "$d/progress.json"
  { [ -e "$d/audited" ] || [ -e "$d/found" ]; } && { echo "$j audited 0"; echo; }
  if [ "$from" -ge 0 ] && [ "$(size "$d/output")" -gt "$from" ]; then
    n=$(($(size "$d/output")-from)); [ $n -gt 1000000 ] && n=1000000
    echo "$j output $n"; tail -c +$((from+1)) "$d/output" | head -c $n; echo
  fi
done; :`;

/** `sign FOLDER`: the job's lock is this process's affair now. */
const sign = `sign() { echo "$$ $(mark "$$")" >"$1/keeper.new" && mv "$1/keeper.new" "$1/keeper"; }`;

/**
 * $1 the job's folder. Holds its kernel lock for a runner elsewhere, which sends a line every few seconds; `q`: it is
 * over. Says `held`, then of each line whether the job was cancelled. When the connection is gone it waits a while for the
 * runner to come back, which ends it by its number and takes over.
 */
const keeper = `${farFunctions}${sign}
sign "$1"; echo held; m=$(mark "$$")
guard() { { sleep 40; [ "$(mark "$$")" != "$m" ] || kill -s KILL "$$"; } </dev/null >/dev/null 2>&1 & w=$!; }
guard
while IFS= read -r l; do
  [ "$l" = q ] && { kill $w; exit; }
  [ "$l" = w ] && { kill $w; guard; }
  [ -e "$1/cancel" ] && echo cancel || echo on
done
kill $w; sleep "$2"`;

/** $1 the job's folder, $2 the seconds for which a runner is waited for. */
export const holdJob = `
${sign}
before=$(named "$1/keeper"); sign "$1"
[ -z "$before" ] || kill -s KILL "$before"
case $(uname) in Linux) : ;; *) exec lockf -k -s -t 5 "$1/alive.sqlite" /bin/sh -c '${keeper}' sh "$1" "$2";; esac
if command -v perl >/dev/null; then exec perl -e "$perlock" "$1/alive.sqlite" 5 /bin/sh -c '${keeper}' sh "$1" "$2"
else exec python3 -c "$pylock" "$1/alive.sqlite" 5 /bin/sh -c '${keeper}' sh "$1" "$2"; fi`;

/** $1 the job's folder: the wish to cancel it. */
export const cancelJob = `[ -d "$1" ] && : >>"$1/cancel" && echo asked`;

/** $1 a number, $2 its mark: SIGKILL for it and for what it has started. */
export const killTool = `${slay}
[ "$(mark "$1")" = "$2" ] || exit 0
slay "$1"`;
