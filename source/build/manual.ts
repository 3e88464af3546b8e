import {execFileSync} from 'node:child_process';
import {renameSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The manual page, as the program that was just built tells it. */
export function writeManual(root: string): void {
  const file = path.join(root, 'dist/construct-tui.1');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), 'man'], {timeout: 30_000}));
  renameSync(draft, file);
}
