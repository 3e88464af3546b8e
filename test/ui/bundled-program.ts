import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {bundles} from '../../source/build/bundles.ts';
import {root} from '../helpers/program.ts';

let program: Promise<string> | undefined;

/**
 * fake-program.ts in one file, with the options of the real program: it starts seven times as quickly as from its sources. Bundled
 * once for a run of tests, and gone with it.
 */
export function bundledProgram(): Promise<string> {
  program ??= bundle();
  return program;
}

async function bundle(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fake-program-'));
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
  const file = path.join(folder, 'program.mjs');
  await build({
    ...{...bundles[0]?.options, absWorkingDir: root, entryPoints: [path.join(import.meta.dirname, 'fake-program.ts')]},
    ...{bundle: true, platform: 'node', format: 'esm', target: 'node22', outfile: file, logLevel: 'warning'},
  });
  return file;
}
