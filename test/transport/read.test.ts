import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {createLocalTransport} from '../../source/transport/local.ts';
import {isAlive} from '../helpers/alive.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const {read} = createLocalTransport();

test('a look that floods is ended, names its prompt, and memory stays flat', async () => {
  const before = process.memoryUsage().rss;
  const result = await read({
    argv: ['sh', '-c', 'trap "" TERM PIPE; while :; do yes "Do you want it? [yes(1) or no(0)]"; done'],
    outputLimit: 1_000_000,
  });
  assert.equal(result.ending, 'flooded');
  assert.equal(result.exitCode, null);
  assert.equal(result.repeating, 'Do you want it? [yes(1) or no(0)]');
  assert.equal(result.stdout.length, 1_000_000);
  assert.ok(process.memoryUsage().rss - before < 64e6);
});

test('a look that overstays is ended with everything it started, even if it swallows SIGTERM', async t => {
  const file = path.join(temporaryFolder(t), 'pids');
  const result = await read({
    argv: ['sh', '-c', 'trap "" TERM; (echo $$; sh -c "echo \\$\\$; sleep 60") > "$1"; sleep 60', 'sh', file],
    timeoutMs: 300,
  });
  assert.equal(result.ending, 'timed-out');
  const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
  assert.equal(pids.length, 2);
  await until('both processes are gone', () => !pids.some(isAlive));
});

test('a look that fails says nothing of a prompt', async () => {
  const result = await read({argv: ['sh', '-c', 'yes | head -c 200000; exit 1']});
  assert.deepEqual([result.ending, result.exitCode, result.repeating], ['exited', 1, undefined]);
});

test('an elevated look that our signals do not reach is ended from its own side', {skip: needs('proc')}, async t => {
  const file = path.join(temporaryFolder(t), 'pid');
  const elevated = createLocalTransport({elevate: ['setsid', '-w']}); // as far from our group as sudo would be
  const argv = ['sh', '-c', 'echo $$ > "$1"; exec sleep 30', 'sh', file] as const;
  const result = await elevated.read({argv: [...argv], timeoutMs: 300});
  assert.notEqual(result.ending, 'exited');
  const pid = Number(readFileSync(file, 'utf8'));
  assert.ok(pid > 1);
  await until('it is gone', () => !isAlive(pid));
});
