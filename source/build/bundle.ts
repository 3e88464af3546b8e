import {chmodSync, existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {type Bundle, bundles} from './bundles.ts';
import {isFresh} from './freshness.ts';
import {writeManual} from './manual.ts';

const root = path.join(import.meta.dirname, '../..');
const ifOlder = process.argv.includes('--if-older');

for (const bundle of bundles) {
  if (!existsSync(path.join(root, bundle.entry))) {
    console.error(`Cannot build ${bundle.output}: its entry ${bundle.entry} is missing.`);
    process.exitCode = 1;
  } else if (!ifOlder || !isFresh(root, bundle.output)) {
    await build(bundle);
    rmSync(path.join(root, 'dist/compiled'), {recursive: true, force: true}); // of what stood here before
    if (bundle.hasManual) writeManual(root);
  }
}

async function build({entry, output, options}: Bundle): Promise<void> {
  const startedAt = new Date();
  const {build} = await import('esbuild').catch(() => {
    console.error('Cannot build: esbuild is not installed. Run `npm ci` first.');
    process.exit(1);
  });
  const result = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minify: true,
    write: false,
  }).catch(() => process.exit(1)); // esbuild has told what and where
  for (const {contents} of result.outputFiles) {
    refuseBeyondAscii(output, contents);
    replace(path.join(root, output), contents, startedAt);
  }
}

/** One such character, in a regular expression, makes Node keep the whole program at two bytes a character, at every start. */
function refuseBeyondAscii(output: string, contents: Uint8Array): void {
  const at = contents.findIndex(byte => byte > 127);
  if (at < 0) return;
  const around = Buffer.from(contents.subarray(Math.max(0, at - 60), at + 60));
  console.error(`Cannot build ${output}: write \\u… for what is not ASCII here: ${around}`);
  process.exit(1);
}

/** By rename, so that a program which starts now reads the old file or the new one; dated by its start, so that a source saved meanwhile is newer. */
function replace(file: string, content: Uint8Array, startedAt: Date): void {
  mkdirSync(path.dirname(file), {recursive: true});
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  chmodSync(draft, 0o755);
  utimesSync(draft, startedAt, startedAt);
  renameSync(draft, file);
}
