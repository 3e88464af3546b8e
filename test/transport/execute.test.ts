import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {type TestContext, test} from 'node:test';
import type {Chunk} from '../../source/model/command.ts';
import {createLocalTransport} from '../../source/transport/local.ts';
import {isAlive} from '../helpers/alive.ts';
import {heapAfterCollection} from '../helpers/heap.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const {execute} = createLocalTransport();

test('a change that floods goes on: its surplus is dropped and counted, its last words are kept', async t => {
  const before = heapAfterCollection();
  const held: number[] = [];
  const looks = setInterval(() => held.push(heapAfterCollection() - before), 200);
  t.after(() => clearInterval(looks));
  const chunks: Chunk[] = [];
  const script = 'echo first; yes "a line" | head -n 12000000; echo the error; exit 3';
  const result = await execute({argv: ['sh', '-c', script], outputLimit: 100_000}, chunk => chunks.push(chunk));
  assert.deepEqual([result.ending, result.exitCode], ['exited', 3]);
  assert.match(result.stdout, /^first\na line\n/);
  assert.match(result.stdout, /\na line\nthe error\n$/);
  const gap = 1; // the line break where the two pieces meet
  assert.equal(result.stdout.length - gap + result.droppedBytes, 84_000_000 + 'first\nthe error\n'.length);
  assert.ok(result.stdout.length <= 100_000 + gap);
  assert.equal(chunks.map(chunk => chunk.text).join(''), result.stdout);
  const usual = held.toSorted((a, b) => a - b)[held.length >> 1];
  assert.ok(usual !== undefined && usual < 20e6, `${held} bytes of 84 MB`); // once or twice many wait to be collected
});

test('output within the limit arrives whole and in order, whatever the limit is', async () => {
  for (const size of [1000, 199_990, 200_000]) {
    const result = await execute({argv: ['sh', '-c', `seq 1 100000 | head -c ${size}`], outputLimit: 200_000});
    assert.deepEqual([result.stdout.length, result.droppedBytes], [size, 0]);
    assert.match(result.stdout, /^1\n2\n3\n/);
  }
});

test('an endless prompt is told while it floods, and is not killed', async t => {
  const folder = temporaryFolder(t);
  const prompt = 'Do you want it?\n  [yes(1) or no(0)]';
  const told = new Promise<Chunk>(resolve => {
    const script = 'echo $$ > "$2/pid"; while :; do echo "$1"; done';
    void execute({argv: ['sh', '-c', script, 'sh', prompt, folder], timeoutMs: 600_000}, chunk => {
      if (chunk.repeating !== undefined) resolve(chunk);
    });
  });
  assert.match((await told).repeating ?? '', /Do you want it\?/);
  const pid = pidIn(folder);
  assert.ok(isAlive(pid));
  process.kill(pid, 'SIGKILL');
});

test('output that only looks alike is no prompt', async () => {
  for (const script of ['seq 1000000 1020000', 'yes "" | head -c 200000', 'head -c 200000 /dev/zero | tr "\\0" .'])
    assert.equal((await execute({argv: ['sh', '-c', script]})).repeating, undefined);
});

test('a change past its time limit is reported and left running', async t => {
  const folder = temporaryFolder(t);
  const script =
    'echo $$ > "$1/pid"; echo before; until [ -e "$1/go" ]; do sleep 0.02; done; echo after && touch "$1/whole"';
  const result = await execute({argv: ['sh', '-c', script, 'sh', folder], timeoutMs: 200});
  assert.deepEqual([result.ending, result.exitCode, result.stdout], ['overdue', null, 'before\n']);
  assert.ok(isAlive(pidIn(folder)));
  await execute({argv: ['touch', `${folder}/go`]});
  await until('the tool ends by itself, its output taken', () => existsSync(`${folder}/whole`));
});

test('SIGKILL of ours leaves the tool alive, and its output does not hurt it', async t => {
  const folder = temporaryFolder(t);
  const script =
    'echo $$ > "$1/pid"; until [ -e "$1/go" ]; do sleep 0.02; done; yes | head -c 1000000 && echo oh >&2 && touch "$1/whole"';
  const parent = runner(t, {argv: ['sh', '-c', script, 'sh', folder]});
  const pid = await until('the tool runs', () => pidIn(folder));
  process.kill(-(parent.pid ?? 0), 'SIGKILL');
  await until('its parent is gone', () => parent.signalCode === 'SIGKILL');
  assert.ok(isAlive(pid));
  await execute({argv: ['touch', `${folder}/go`]});
  await until('the tool came to its end', () => existsSync(`${folder}/whole`) && !isAlive(pid));
});

test('we may leave while an overdue change goes on', async t => {
  const folder = temporaryFolder(t);
  const script = 'echo $$ > "$1/pid"; until [ -e "$1/go" ]; do sleep 0.02; echo tick; done; touch "$1/whole"';
  const parent = runner(t, {argv: ['sh', '-c', script, 'sh', folder], timeoutMs: 100});
  await until('we have left', () => parent.exitCode === 0);
  assert.ok(isAlive(pidIn(folder)));
  await execute({argv: ['touch', `${folder}/go`]});
  await until('the tool came to its end', () => existsSync(`${folder}/whole`));
});

test('a daemon that a change leaves behind neither holds us up nor loses its voice', async t => {
  const folder = temporaryFolder(t);
  const daemon = '(until [ -e "$1/go" ]; do sleep 0.02; done; echo late && touch "$1/whole") & echo started';
  const result = await execute({argv: ['sh', '-c', daemon, 'sh', folder]});
  assert.deepEqual([result.ending, result.stdout], ['exited', 'started\n']);
  await execute({argv: ['touch', `${folder}/go`]});
  await until('the daemon could still print', () => existsSync(`${folder}/whole`));
});

test('the listeners that stand ready for the next tool are used up by it, and end with us', {
  skip: needs('proc'),
}, async t => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', readyScript], {detached: true, stdio: 'pipe'});
  t.after(() => child.kill('SIGKILL'));
  const told = text(child.stdout);
  await until('they do not keep us here', () => child.exitCode !== null);
  const {heard, ready, unused} = JSON.parse(await told);
  assert.deepEqual(heard, ['one\n', 'two\n']);
  assert.deepEqual([ready.length, unused], [3, ready.slice(2)], 'one for each tool, and none twice');
  await until('they are gone', () => !ready.some(isAlive));
});

/** Two tools where three were told of; who stands ready is a child of ours. */
const readyScript = `
  import {readFileSync} from 'node:fs';
  const {createLocalTransport} = await import(${JSON.stringify(path.join(import.meta.dirname, '../../source/transport/local.ts'))});
  const {execute, prepare} = createLocalTransport();
  const children = () => readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim().split(' ').map(Number);
  prepare(3);
  const ready = children();
  const heard = [];
  for (const word of ['one', 'two']) heard.push((await execute({argv: ['echo', word]})).stdout);
  const unused = children().filter(child => ready.includes(child));
  console.log(JSON.stringify({heard, ready, unused}));`;

const pidIn = (folder: string): number =>
  existsSync(`${folder}/pid`) ? Number(readFileSync(`${folder}/pid`, 'utf8')) : 0;

/** A process of its own group that runs one command as a job's runner does. */
function runner(t: TestContext, command: unknown) {
  const transport = JSON.stringify(path.join(import.meta.dirname, '../../source/transport/local.ts'));
  const script = `import {createLocalTransport} from ${transport};
    await createLocalTransport().execute(${JSON.stringify(command)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {detached: true, stdio: 'inherit'});
  t.after(() => child.kill('SIGKILL'));
  return child;
}
