import {copiesScript} from '../../source/drivers/cbsd/clone/facts.ts';
import {doctorScript} from '../../source/drivers/cbsd/doctor/script.ts';
import {forwardsScript} from '../../source/drivers/cbsd/expose/scripts.ts';
import {hardwareScript} from '../../source/drivers/cbsd/hardware/check.ts';
import {keptScript} from '../../source/drivers/cbsd/keep/check.ts';
import * as looks from '../../source/drivers/cbsd/look/scripts.ts';
import {removalScript} from '../../source/drivers/cbsd/removal/look.ts';
import {foreignScript, saveNetworkScript, surveyScript} from '../../source/drivers/cbsd/setup/scripts.ts';
import {snapshotsScript} from '../../source/drivers/cbsd/snapshots/check.ts';

export const workdir = '/usr/jails';
export const vmm = '/dev/vmm';

export type Text = readonly [text: string, ...words: string[]];

/** The looks of the driver that start the most. */
export const looksOfDriver: readonly Text[] = [
  [looks.probeScript],
  [looks.inspectScript, workdir, vmm, '/usr/local/cbsd/share'],
  [looks.profilesScript, workdir, '/etc/pf.conf'],
  [looks.againScript, workdir, vmm, 'forwards', '10.0.0.11', 'jails-data/web1-data', 'zroot/jails@none'],
  [looks.detailsScript, workdir, vmm, 'vm1'],
  [looks.detailsScript, workdir, vmm, 'web1'],
  [looks.pathsScript, workdir, 'ver', 'no such file', 'jails-data'],
  [copiesScript, workdir],
  [doctorScript.replace('date +%s', ':')],
  [forwardsScript, workdir, vmm],
  [removalScript, workdir, vmm, 'web1', 'zroot/jails/jails-data/web1-data'],
  [
    surveyScript,
    workdir,
    '/etc/rc.conf',
    '/boot/loader.conf',
    '/etc/sysctl.conf',
    '/usr/local/etc/sudoers.d/x',
    '/etc/pf.conf',
    '/usr/local/cbsd',
  ],
  [hardwareScript, workdir, vmm, 'vm1', 'dsk1.vhd'],
  [keptScript],
  [foreignScript, workdir, '14.1'],
  [saveNetworkScript],
  [snapshotsScript, 'zroot/jails/jails-data/web1-data'],
];

/** Sh as an operator's script might have it. */
export const phrases: readonly Text[] = [
  [`printf '%s|' "$@"; printf '%s|' $*; echo; for a do set -- "$@" "<$a>"; done; echo "$#:$*"`, '', 'a b', '*', 'ä'],
  [
    `x='a/b/c'; echo "\${x#*/}" "\${x##*/}" "\${x%/*}" "\${x%%/*}" "\${#x}" "\${y-none}" "\${y:-}" "\${x:+set}" $((7 / 2 * (1 + 1) % 4))`,
  ],
  [
    `printf 'b c\\nd:e: f\\nlast' | while IFS=: read -r a b || [ "$a" ]; do echo "$a/$b"; done; IFS= read -r z; echo "$?$z"`,
  ],
  [
    `case 'a*b' in 'a'?b) echo one;; *) echo two;; esac; case x] in [!a-w]*) echo three;; esac; case $1 in ''|q) echo four;; esac`,
    '',
  ],
  [
    'f() { echo "in $1"; return 3; }; f x; echo $?; (exit 4); echo $?; ! true; echo $?; { echo err >&2; nosuch; echo $?; } 2>&1',
  ],
  [
    'cd /nowhere || echo no; cd "$1" && echo jails-system/*; echo nothing/*; [ -d . ] && [ ! -e nothing ] && echo here',
    workdir,
  ],
  [
    'cat </no/file; echo $?; w=$(false) || echo "failed $w"; for i in 1 2 3; do for j in 1 2; do [ $i = 2 ] && continue 2; echo $i$j; done; done',
  ],
  [
    'sysctl -n hw.ncpu nosuch; echo $?; sysrc -n nosuch; echo $?; id nobody; kldstat -qm nosuch || echo none; ls /etc | sort -r; sh -c "echo \\$0" deep',
  ],
  ['sha256 -q "$1"; sha256 -q /etc/nosuch; echo $?', '/etc/rc.conf'],
];
