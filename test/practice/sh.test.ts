import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {copiesScript} from '../../source/drivers/cbsd/clone/facts.ts';
import {doctorScript} from '../../source/drivers/cbsd/doctor/script.ts';
import {forwardsScript} from '../../source/drivers/cbsd/expose/scripts.ts';
import {hardwareScript} from '../../source/drivers/cbsd/hardware/check.ts';
import {keptScript} from '../../source/drivers/cbsd/keep/check.ts';
import * as looks from '../../source/drivers/cbsd/look/scripts.ts';
import {removalScript} from '../../source/drivers/cbsd/removal/look.ts';
import {foreignScript, saveNetworkScript, surveyScript} from '../../source/drivers/cbsd/setup/scripts.ts';
import {snapshotsScript} from '../../source/drivers/cbsd/snapshots/check.ts';
import {startJail, startMachine} from '../../source/practice/kernel.ts';
import {binFolder} from '../../source/practice/reset.ts';
import {runShell} from '../../source/practice/sh/door.ts';
import {openFor} from '../../source/practice/start.ts';
import {residentShell} from '../helpers/resident/shell.ts';
import {makeWorld} from './world.ts';

const workdir = '/usr/jails';
const vmm = '/dev/vmm';

/** The looks of the driver that start the most, and sh as an operator's script might have it. */
const texts: readonly (readonly [text: string, ...words: string[]])[] = [
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
];

async function understood(folder: string, argv: readonly string[]) {
  const said = {out: '', err: ''};
  const out = (text: string) => {
    said.out += text;
  };
  const err = (text: string) => {
    said.err += text;
  };
  const env = environment(folder);
  const status = await runShell({...{folder, argv, env, out, err}, tool: 'sh', cwd: '/', stdin: '', mayGoOn: () => {}});
  return {status, stdout: said.out, stderr: said.err.replace(/^.*sh: 1: /gm, '')};
}

const environment = (folder: string) => ({
  PATH: binFolder(folder),
  HOME: '/root',
  LANG: 'C',
  TERM: 'xterm',
  NOCOLOR: '1',
});

function started(folder: string, argv: readonly string[], input?: string) {
  const {status, stdout, stderr} = spawnSync(join(binFolder(folder), 'sh'), argv, {
    ...{env: environment(folder), cwd: '/', encoding: 'utf8', maxBuffer: 64 * 1024 * 1024},
    ...(input === undefined ? {stdio: ['ignore', 'pipe', 'pipe']} : {input}),
  });
  return {status, stdout, stderr: stderr.replace(/^.*sh: 1: /gm, '')};
}

const argvOf = ([text, ...words]: readonly [string, ...string[]]) => ['-c', text, 'construct-tui', ...words];

test('What looks at a host is told the same without a process as by the machine’s own sh: idle, busy, blank', async () => {
  const [idle, busy, blank] = [makeWorld({zfs: true}), makeWorld(), makeWorld({world: 'blank'})];
  const {world} = openFor(busy);
  startJail(world, {
    name: 'web1',
    path: '/usr/jails/jails/web1',
    address: '10.0.0.11/24',
    hostname: 'web1.example.net',
  });
  startMachine(world, {name: 'vm1', vncAddress: '127.0.0.1', vncPort: 5900});
  world.close();
  mkdirSync(join(busy, 'root/usr/jails/jails-system/web1/master_prestart.d'), {recursive: true});
  writeFileSync(join(busy, 'root/usr/jails/jails-system/web1/master_prestart.d/hook'), 'ä\n', {mode: 0o755});
  for (const folder of [idle, busy, blank])
    for (const text of texts)
      assert.deepEqual(await understood(folder, argvOf(text)), started(folder, argvOf(text)), text[0]);
});

test('The resident program answers a look in the place of sh, and leaves to it what reads or changes', () => {
  const folder = makeWorld();
  const look = argvOf([looks.inspectScript, workdir, vmm, '/usr/local/cbsd/share']);
  const before = started(folder, look);
  residentShell(folder);
  assert.deepEqual(started(folder, look), before);
  assert.equal(started(folder, ['-c', 'cat; echo "$1"', 'sh', 'end'], 'input\n').stdout, 'input\nend\n');
  assert.equal(started(folder, ['-c', 'echo new > "$1"; cat "$1"; exit 7', 'sh', '/tmp/file']).status, 7);
});
