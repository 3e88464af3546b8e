import {host} from './host.ts';
import {healthTools} from './quick-health.ts';

/**
 * Tools whose answers are constants: sh itself gives them, because a look at a node asks for dozens of them and a Node
 * start each would cost more than everything else. `$R` is the folder that stands for `/`.
 */
const words = (pairs: Readonly<Record<string, string | number>>): string =>
  Object.entries(pairs)
    .map(([word, value]) => `    ${word}) v='${value}';;`)
    .join('\n');

const sysctls = {
  'hw.ncpu': host.cpus,
  'hw.physmem': host.memoryBytes,
  'hw.realmem': host.memoryBytes,
  'hw.usermem': host.memoryFreeBytes,
  'hw.pagesize': 4096,
  'hw.machine': host.arch,
  'hw.machine_arch': host.arch,
  'hw.model': 'Practice CPU @ 2.60GHz',
  'vm.stats.vm.v_page_count': host.memoryBytes / 4096,
  'vm.stats.vm.v_free_count': host.memoryFreeBytes / 4096,
  'vm.stats.vm.v_inactive_count': 0,
  'vm.loadavg': '{ 0.21 0.18 0.15 }',
  'kern.ostype': 'FreeBSD',
  'kern.osrelease': host.release,
  'kern.osreldate': 1401000,
  'kern.hostname': host.nodename,
  'kern.features.vimage': 1,
  'kern.features.racct': 1,
  'kern.racct.enable': 1,
  'kern.vm_guest': 'none',
  'hw.vmm.vmx.initialized': 1,
  'net.inet.ip.forwarding': 1,
  'net.inet6.ip6.forwarding': 1,
  'security.jail.jailed': 0,
};

/** What was set since the start stands in a file and wins. `-e`: with `=` after the name; `-i`: of unknown names nothing is said. */
const sysctl = `
n= i= t=': ' o=$R/var/run/practice-sysctl
for k do
  w=
  case $k in -n|-qn|-nq) n=1; continue;; -ei) i=1 t==; continue;; -q) continue;; *=*) w=\${k#*=}; k=\${k%%=*};; esac
  v= s=
  case $k in
${words(sysctls)}
    *) s=none;;
  esac
  [ ! -e "$o" ] || while IFS= read -r l; do case $l in "$k="*) v=\${l#*=}; s=;; esac; done < "$o"
  [ "$s" ] && [ "$i" ] && continue
  [ "$s" ] && { printf "sysctl: unknown oid '%s'\\n" "$k" >&2; c=1; continue; }
  if [ "$w" ]; then printf '%s=%s\\n' "$k" "$w" >> "$o"; printf '%s: %s -> %s\\n' "$k" "$v" "$w"; continue; fi
  [ "$n" ] && printf '%s\\n' "$v" || printf '%s%s%s\\n' "$k" "$t" "$v"
done
exit \${c:-0}`;

const id = `
case $1 in
  -u) echo 0;; -g) echo 0;; -un|-nu) echo root;; -gn|-ng) echo wheel;;
  '') echo 'uid=0(root) gid=0(wheel) groups=0(wheel),5(operator)';;
  *)
    [ -e "$R/etc/passwd" ] || { echo "id: $1: no such user" >&2; exit 1; }
    while IFS=: read -r n p u g rest; do [ "$n" = "$1" ] && { echo "uid=$u($n) gid=$g($n) groups=$g($n)"; exit 0; }; done < "$R/etc/passwd"
    echo "id: $1: no such user" >&2; exit 1;;
esac`;

const uname = `
case $1 in
  ''|-s) echo FreeBSD;; -r) echo ${host.release};; -m|-p) echo ${host.arch};; -n) echo ${host.nodename};;
  -a) echo 'FreeBSD ${host.nodename} ${host.release} FreeBSD ${host.release} GENERIC ${host.arch}';;
  *) echo "uname: illegal option: $1" >&2; exit 1;;
esac`;

const total = Math.floor(host.diskBytes / 1024);
const used = Math.floor(total / 8);
/** `practice-disk`: KiB and how many of them are used. */
const df = `
echo 'Filesystem   1024-blocks      Used     Avail Capacity  Mounted on'
[ -e "$R/../zfs" ] && s=zroot/jails m=${host.workdir} || { s=/dev/ada0p2; m=/; }
t=${total} u=${used}
[ -e "$R/var/run/practice-disk" ] && read -r t u < "$R/var/run/practice-disk"
printf '%s %s %s %s %s%% %s\\n' "$s" "$t" "$u" $((t - u)) $((100 * u / t)) "$m"`;

/** A world that was made whole has them all; a blank one tells what was loaded. */
const kldstat = `
q= m= f=1 h='kernel pf vmm nmdm if_bridge if_tuntap if_tap bridge'
[ -e "$R/../zfs" ] && h="$h zfs"
[ -e "$R/var/run/practice-modules" ] && h=$(while IFS= read -r l; do printf '%s ' "$l"; done < "$R/var/run/practice-modules")
while [ $# -gt 0 ]; do
  case $1 in -q) q=1;; -m|-n) m=$2; shift;; -qm|-mq|-qn|-nq) q=1; m=$2; shift;; -v) ;; esac
  shift
done
if [ -z "$m" ]; then
  echo 'Id Refs Address                Size Name'
  i=1; for k in $h; do [ "$k" = kernel ] || k=$k.ko; echo " $i    1 0xffffffff80200000    12000 $k"; i=$((i+1)); done
  exit 0
fi
for k in $h; do [ "$k" = "\${m%.ko}" ] && f=; done
[ -z "$f" ] && { [ "$q" ] || echo "Id  Refs Name\\n 2     1 $m"; exit 0; }
[ "$q" ] || echo "kldstat: can't find module $m: No such file or directory" >&2
exit 1`;

const ifconfig = `
case $1 in
  -l) echo '${host.nic} lo0';;
  '') printf '%s\\n' '${host.nic}: flags=8863<UP,BROADCAST,RUNNING,SIMPLEX,MULTICAST> metric 0 mtu 1500' '	ether 02:00:00:00:02:0a' '	inet ${host.nodeip} netmask 0xffffff00 broadcast 192.0.2.255' '	status: active' 'lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> metric 0 mtu 16384' '	inet 127.0.0.1 netmask 0xff000000';;
  ${host.nic}) printf '%s\\n' '${host.nic}: flags=8863<UP,BROADCAST,RUNNING,SIMPLEX,MULTICAST> metric 0 mtu 1500' '	ether 02:00:00:00:02:0a' '	inet ${host.nodeip} netmask 0xffffff00 broadcast 192.0.2.255' '	status: active';;
  lo0) printf '%s\\n' 'lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> metric 0 mtu 16384' '	inet 127.0.0.1 netmask 0xff000000';;
  -g) ;;
  *) echo "ifconfig: interface $1 does not exist" >&2; exit 1;;
esac`;

/** Reads as sh would; writes in place, else at the end, as sysrc(8) does; `+=` and `-=` on lists of words. */
const sysrc = `
f=$R/etc/rc.conf n= q= x=
while :; do
  case $1 in -n) n=1;; -q) q=1;; -qn|-nq) n=1 q=1;; -x) x=1;; -f) f=$2; shift;; -qf) q=1 f=$2; shift;; *) break;; esac
  shift
done
case $f in "$R"/*) ;; *) f=$R$f;; esac
for a do
  k=\${a%%=*} v= s= o=
  case $k in *+) k=\${k%+} o=+;; *-) k=\${k%-} o=-;; esac
  while IFS= read -r l || [ "$l" ]; do
    case $l in "$k="*) v=\${l#*=\\"}; v=\${v%\\"}; s=1;; esac
  done 2>/dev/null < "$f"
  if [ "$x" ] || [ "$a" != "$k" ]; then
    e=\${a#*=}
    case $o in
      +) case " $v " in *" $e "*) e=$v;; *) e="$v\${v:+ }$e";; esac;;
      -) d=$e e=; for i in $v; do [ "$i" = "$d" ] || e="$e\${e:+ }$i"; done;;
    esac
    w= t=$k=\\"$e\\"
    {
      while IFS= read -r l || [ "$l" ]; do
        case $l in "$k="*) [ "$w$x" ] || printf '%s\\n' "$t"; w=1;; *) printf '%s\\n' "$l";; esac
      done < "$f"
      [ "$w$x" ] || printf '%s\\n' "$t"
    } > "$f.sysrc" && /bin/cat "$f.sysrc" > "$f" && /bin/rm "$f.sysrc"
    [ "$x$q" ] || printf '%s: %s -> %s\\n' "$k" "$v" "$e"
    continue
  fi
  [ "$s" ] || { [ "$q" ] || echo "sysrc: unknown variable '$k'" >&2; c=1; continue; }
  [ "$n" ] && printf '%s\\n' "$v" || printf '%s: %s\\n' "$k" "$v"
done
exit \${c:-0}`;

/** Whoever asks is root already; a command after it is simply run. */
const elevate = `
while :; do case $1 in -n|-E|-H) shift;; -u) shift 2;; *) break;; esac; done
[ $# -gt 0 ] && exec "$@"
exit 0`;

/** One of the machine's own tools on the host's files; no path leads out. */
const onFiles = (program: string): string => `
i=$#
while [ $i -gt 0 ]; do
  a=$1; shift
  case /$a/ in */../*) echo "${program}: $a: No such file or directory" >&2; exit 1;; esac
  case $a in "$R"/*|-) ;; /*) a=$R$a;; -*) ;; *) case $PWD/ in "$R"/*) ;; *) [ ${program} = chmod ] && [ ! -e "$R/$a" ] || a=$R/$a;; esac;; esac
  set -- "$@" "$a"; i=$((i-1))
done
exec /bin/${program} "$@"`;

const route = `
case "$*" in
  *get*) printf '%s\\n' '   route to: default' 'destination: default' '    gateway: ${host.gateway}' '  interface: ${host.nic}';;
  *) echo "practice: not simulated: route $*" >&2; exit 127;;
esac`;

/** mount -p of what a test or an operator of the practice host put there; ZFS mounts of guests are not told. */
const mount = `[ -r "$R/var/run/practice-mounts" ] && exec /bin/cat "$R/var/run/practice-mounts"; exit 0`;

const hostname = `echo ${host.nodename}`;
const whoami = 'echo root';
/** Nobody attaches to a practice console; that tmux is installed is what `bstart` asks. */
const tmux = `echo 'no server running on /tmp/tmux-0/default' >&2; exit 1`;

/** CBSD's clone commands copy by it; nobody calls it here. */
const rsync = `echo 'practice: not simulated: rsync' >&2; exit 127`;

export const quickTools: Readonly<Record<string, string>> = {
  ...healthTools,
  sysctl,
  id,
  uname,
  df,
  kldstat,
  ifconfig,
  mount,
  sysrc,
  sudo: elevate,
  doas: elevate,
  cat: onFiles('cat'),
  chmod: onFiles('chmod'),
  cp: onFiles('cp'),
  route,
  hostname,
  whoami,
  tmux,
  rsync,
  true: 'exit 0',
  false: 'exit 1',
};
