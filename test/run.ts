import {type ChildProcess, spawn} from 'node:child_process';
import {globSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';

/**
 * All tests, in two processes side by side: those that drive the built program, and those that stay in one process. What
 * the second one says is held back until the first has ended, so that each reads as a whole.
 */
const driving = ['e2e', 'jobs', 'actions'].map(folder => `test/${folder}/`);
const files = globSync('test/**/*.test.{ts,tsx}')
  .filter(file => !file.startsWith('test/real/')) // they have a host to build first: npm run real
  .sort();
const groups = [
  files.filter(file => driving.some(folder => file.startsWith(folder))),
  files.filter(file => !driving.some(folder => file.startsWith(folder))),
];

/** Milliseconds: several times what the slowest machine needs. What a failed test leaves running may keep its process for ever. */
const limit = 30 * 60_000;

const {promise: first, resolve: release} = Promise.withResolvers<void>();
const ends = await Promise.all(groups.map(run));
process.exitCode = ends.some(code => code !== 0) ? 1 : 0;

function run(group: readonly string[], place: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--test', '--test-isolation=none', ...group], {
    stdio: ['ignore', place === 0 ? 'inherit' : 'pipe', 'inherit'],
  });
  const held: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => held.push(piece));
  const over = setTimeout(() => void end(child), limit);
  return new Promise(resolve => {
    child.on('close', code => {
      clearTimeout(over);
      void first.then(() => process.stdout.write(Buffer.concat(held)));
      if (place === 0) release();
      resolve(code ?? 1);
    });
  });
}

/** SIGTERM lets it say what has failed until now. */
async function end(child: ChildProcess): Promise<void> {
  console.error(
    `The tests are ended: they have run for ${limit / 60_000} minutes, or one of them has left something that does.`,
  );
  child.kill('SIGTERM');
  await wait(10_000);
  child.kill('SIGKILL');
}
