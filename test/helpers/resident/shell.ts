import {chmodSync, copyFileSync, globSync, readFileSync, renameSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {binFolder} from '../../../source/practice/reset.ts';
import {ownShell} from '../../../source/practice/sh/door.ts';
import {perl, residentProgram} from './program.ts';

/**
 * Lets the resident program answer a world's sh too, where it looks at the host: a look is then one start of perl and not forty of sh.
 * What it cannot answer the world's own sh does, which lies beside the folder of tools. test/practice/sh.test.ts compares.
 */
export function residentShell(folder: string): void {
  const [program, client, socket] = residentProgram();
  if (program !== perl || !client || !socket) return;
  const shell = path.join(binFolder(folder), 'sh');
  copyFileSync(shell, ownShell(folder));
  const words = [socket, '/bin/sh', '-c', 'f=$1; shift 2; exec "$f/sh" "$@"', 'sh', '--', folder, 'sh'];
  const list = words.map(word => `'${word.replace(/['\\]/g, '\\$&')}'`).join(', ');
  replace(shell, `#!${perl}\nunshift @ARGV, ${list};\ndo '${client}'; die $@;\n`);
}

/** The same for a world that the program itself has made, and all of its tools, while it works there. */
export function makeResident(folder: string): void {
  const words = residentProgram().map(word => `'${word}'`);
  if (words.length < 4) return; // the bundle itself
  for (const file of globSync(path.join(binFolder(folder), '*')))
    replace(
      file,
      readFileSync(file, 'utf8').replace(/exec '[^']*'.* '[^']*\/practice\.js'/g, `exec ${words.join(' ')}`),
    );
  residentShell(folder);
}

/** By rename: somebody may start it just now. */
function replace(file: string, text: string): void {
  const draft = `${path.dirname(file)}.draft`;
  writeFileSync(draft, text);
  chmodSync(draft, statSync(file).mode);
  renameSync(draft, file);
}
