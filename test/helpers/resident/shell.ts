import {chmodSync, renameSync, writeFileSync} from 'node:fs';
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
  renameSync(shell, ownShell(folder));
  const words = [socket, '/bin/sh', '-c', 'f=$1; shift 2; exec "$f/sh" "$@"', 'sh', '--', folder, 'sh'];
  const list = words.map(word => `'${word.replace(/['\\]/g, '\\$&')}'`).join(', ');
  writeFileSync(shell, `#!${perl}\nunshift @ARGV, ${list};\ndo '${client}'; die $@;\n`);
  chmodSync(shell, 0o755);
}
