import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startJail, startMachine} from '../../source/practice/kernel.ts';
import {binFolder} from '../../source/practice/reset.ts';
import {runShell} from '../../source/practice/sh/door.ts';
import {openFor} from '../../source/practice/start.ts';
import type {Text} from './sh-texts.ts';
import {makeWorld} from './world.ts';

/** What the text says without a process. */
export async function understood(folder: string, argv: readonly string[]) {
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

/** What the machine’s own sh says of it, or whatever stands in its place in the world. */
export function started(folder: string, argv: readonly string[], input?: string) {
  const {status, stdout, stderr} = spawnSync(join(binFolder(folder), 'sh'), argv, {
    ...{env: environment(folder), cwd: '/', encoding: 'utf8', maxBuffer: 64 * 1024 * 1024},
    ...(input === undefined ? {stdio: ['ignore', 'pipe', 'pipe']} : {input}),
  });
  return {status, stdout, stderr: stderr.replace(/^.*sh: 1: /gm, '')};
}

export const argvOf = ([text, ...words]: Text) => ['-c', text, 'construct-tui', ...words];

/** A world in which a jail and a VM run and a guest has a hook with bytes beyond ASCII. */
export function makeBusyWorld(): string {
  const folder = makeWorld();
  const {world} = openFor(folder);
  startJail(world, {
    name: 'web1',
    path: '/usr/jails/jails/web1',
    address: '10.0.0.11/24',
    hostname: 'web1.example.net',
  });
  startMachine(world, {name: 'vm1', vncAddress: '127.0.0.1', vncPort: 5900});
  world.close();
  mkdirSync(join(folder, 'root/usr/jails/jails-system/web1/master_prestart.d'), {recursive: true});
  writeFileSync(join(folder, 'root/usr/jails/jails-system/web1/master_prestart.d/hook'), 'ä\n', {mode: 0o755});
  return folder;
}
