import {chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {packaged, packagesFolder} from './blank/packages.ts';
import {quickFirst} from './blank/quick.ts';
import {quickTools} from './quick.ts';
import {lookFirst} from './quick-look.ts';
import {toolNames} from './registry.ts';
import {binFolder} from './world.ts';

/** How this program is started again: Node, its switches and the bundle, all by absolute path. */
export const ownProgram = (): string[] => {
  const [script = ''] = process.argv.slice(1);
  const switches = process.execArgv.filter(one => !one.startsWith('--test') && !one.startsWith('--eval'));
  return [process.execPath, '--disable-warning=ExperimentalWarning', ...switches, script];
};

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** The one place where a tool of sh tells the log that it was called; counted, so that any text can be an argument. */
const head = (folder: string, name: string, program: readonly string[]): string =>
  [
    '#!/bin/sh',
    `R=${quoted(join(folder, 'root'))}`,
    `[ "$PRACTICE_PLAIN" ] || [ ! -e ${quoted(join(folder, 'fault-on', name))} ] || exec ${program.map(quoted).join(' ')} ${quoted(folder)} ${name} "$@"`,
    `printf '%s\\0' "$#" ${name} "$@" >> ${quoted(join(folder, 'log.sh'))}`,
  ].join('\n');

/** What sh can answer, unless a fault is meant for the tool; what it does answer it tells the log by `told`, else the program does. */
const untilFault = (folder: string, name: string, body: string): string =>
  [
    '#!/bin/sh',
    `R=${quoted(join(folder, 'root'))}`,
    `told() { printf '%s\\0' "$#" ${name} "$@" >> ${quoted(join(folder, 'log.sh'))}; }`,
    `if [ ! -e ${quoted(join(folder, 'fault-on', name))} ]; then :${body}`,
    'fi',
  ].join('\n');

/**
 * The host's sh is the machine's own, kept inside: its PATH holds only practice tools, and every parameter behind the text
 * that is an absolute path points into the folder.
 */
const shell = (folder: string, program: readonly string[]): string => `${head(folder, 'sh', program)}
PATH=${quoted(binFolder(folder))}; export PATH
unset PRACTICE_PLAIN
case $PWD/ in "$R"/*) h=;; *) h=1;; esac
i=$# p=0
while [ $i -gt 0 ]; do
  a=$1; shift
  case $p$a in
    0-*c|0-c*) p=1;;
    0-*) ;;
    0"$R"/*) ;;
    0/*) [ "$h" ] && [ ! -e "$R$a" ] && [ -f "$a" ] || a=$R$a; p=3;;
    0*) [ "$h" ] && [ -f "$PWD/$a" ] && a=$PWD/$a; p=3;;
    1*) p=2;;
    2*) p=3;;
    3"$R"/*) ;;
    3/*) a=$R$a;;
  esac
  set -- "$@" "$a"; i=$((i-1))
done
case $PWD/ in "$R"/*) ;; *) cd "$R";; esac
exec /bin/sh "$@"
`;

/** Writes the programs of a world. On a host without CBSD those of packages wait until pkg brings them. */
export const writePrograms = (folder: string, program: readonly string[], blank: boolean): void => {
  const bin = binFolder(folder);
  rmSync(bin, {recursive: true, force: true});
  mkdirSync(bin, {recursive: true});
  const waiting = blank ? packagesFolder(folder) : bin;
  mkdirSync(waiting, {recursive: true});
  const put = (name: string, text: string): void => {
    const file = join(packaged.has(name) ? waiting : bin, name);
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  };
  // Compiled code is kept beside the state: it takes a third of the time of a start.
  const command = `NODE_COMPILE_CACHE=${quoted(join(folder, 'compiled'))} exec ${program.map(quoted).join(' ')}`;
  for (const name of toolNames()) {
    const first = quickFirst[name] ?? lookFirst[name];
    const asked = first === undefined ? '#!/bin/sh' : `${untilFault(folder, name, first)}`;
    put(name, `${asked}\n${command} ${quoted(folder)} ${name} "$@"\n`);
  }
  for (const [name, body] of Object.entries(quickTools)) {
    if (!blank || name !== 'doas') put(name, `${head(folder, name, program)}\n${body}\n`);
  }
  put('sh', shell(folder, program));
  linkPrograms(folder, readdirSync(bin));
};

const places: Readonly<Record<string, readonly string[]>> = {
  '/bin': ['sh', 'cat', 'ls', 'mv', 'rm', 'rmdir', 'mkdir', 'df', 'hostname', 'cp', 'chmod'],
  '/sbin': [
    'pfctl',
    'sysctl',
    'ping',
    'ifconfig',
    'kldload',
    'kldunload',
    'swapinfo',
    'kldstat',
    'reboot',
    'route',
    'sha256',
    'zfs',
  ],
  '/usr/local/sbin': ['visudo'],
  '/usr/local/cbsd/sudoexec': ['initenv'],
  '/usr/local/bin': ['cbsd', 'rsync', 'sqlite3', 'sudo', 'doas', 'tmux'],
  '/usr/sbin': ['jls', 'sysrc', 'arp', 'bhyvectl', 'pkg', 'pw', 'service'],
};

/** The same programs under the paths that a real host has them at. */
const linkPrograms = (folder: string, names: readonly string[]): void => {
  for (const name of names) {
    const place = Object.keys(places).find(path => places[path]?.includes(name)) ?? '/usr/bin';
    mkdirSync(join(folder, 'root', place), {recursive: true});
    symlinkSync(join(binFolder(folder), name), join(folder, 'root', place, name));
  }
};
