import {type ChildProcess, spawn} from 'node:child_process';
import {globSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {quickFolder} from './helpers/quick-folder.ts';
import {residentSocket} from './helpers/resident/program.ts';

/**
 * Linter, types and all tests. The tests run in processes that take some files each, one more of them at a time than there are processors,
 * for tests wait too. Of some files: who has grown starts processes slowly; and not of one, for what a test needs takes seconds to load.
 * What each says is held back until its end, so that it reads as a whole.
 */
const files = globSync('test/**/*.test.{ts,tsx}')
  .filter(file => !file.startsWith('test/real/')) // they have a host to build first: npm run real
  .sort();
/** What drives the built program takes about so many times as long as another file; the longest begin. */
const weight = (file: string): number => (file.startsWith('test/e2e/') ? 8 : 1);
const most = 32;

/** Milliseconds for all: several times what the slowest machine needs. What a failed test leaves running may keep its process for ever. */
const limit = 30 * 60_000;

const folder = quickFolder();
process.on('exit', folder.remove);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.env.NODE_ENV = 'production'; // React as it is shipped
process.env.CONSTRUCT_TUI_RESIDENT = residentSocket() ?? ''; // one for all
const waiting: (readonly string[])[] = [
  ['node_modules/.bin/biome', 'check', '.'],
  ['node_modules/.bin/tsc'],
  ...shares().map(share => [process.execPath, '--import', 'tsx', 'test/worker.ts', folder.path, ...share]),
];
const running = new Set<ChildProcess>();
const over = setTimeout(() => void end(), limit);
const ends = await Promise.all(Array.from({length: availableParallelism() + 1}, work));
clearTimeout(over);
process.exitCode = ends.every(isGood => isGood) ? 0 : 1;

function shares(): string[][] {
  const shares: string[][] = [[]];
  let taken = 0;
  for (const file of files.toSorted((a, b) => weight(b) - weight(a))) {
    if (taken + weight(file) > most) {
      shares.push([]);
      taken = 0;
    }
    shares.at(-1)?.push(file);
    taken += weight(file);
  }
  return shares;
}

/** Takes one command after the other. Returns whether all of them ended well. */
async function work(): Promise<boolean> {
  let isGood = true;
  for (let command = waiting.shift(); command; command = waiting.shift())
    if ((await run(command)) !== 0) isGood = false;
  return isGood;
}

function run([file = '', ...words]: readonly string[]): Promise<number> {
  const child = spawn(file, words, {stdio: ['ignore', 'pipe', 'inherit']});
  running.add(child);
  const held: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => held.push(piece));
  return new Promise(resolve => {
    child.on('close', code => {
      running.delete(child);
      process.stdout.write(Buffer.concat(held));
      resolve(code ?? 1);
    });
  });
}

/** SIGTERM lets each say what has failed until now. */
async function end(): Promise<void> {
  console.error(
    `The tests are ended: they have run for ${limit / 60_000} minutes, or one of them has left something that does.`,
  );
  if (waiting.length > 0) console.error(`${waiting.splice(0).length} parts of them have not begun.`);
  for (const child of running) child.kill('SIGTERM');
  await wait(10_000);
  for (const child of running) child.kill('SIGKILL');
}
