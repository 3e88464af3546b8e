import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type TestContext, test} from 'node:test';
import type {Command} from '../../source/model/command.ts';
import {createDurableTransport} from '../../source/transport/ssh/durable.ts';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {wayOver} from '../../source/transport/ssh/way.ts';
import {atTheEnd} from '../helpers/at-the-end.ts';
import {needs} from '../helpers/skip.ts';
import {type Sshd, startSshd} from '../helpers/sshd.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const skip = needs('sshd') || needs('proc');

const end = atTheEnd();
let daemon: Promise<Sshd> | undefined;

/** One far host for all, a folder of its own for each test. */
async function host(t: TestContext) {
  daemon ??= startSshd(end);
  const sshd = await daemon;
  const folder = temporaryFolder(t);
  const runs = path.join(folder, 'runs');
  mkdirSync(runs);
  const line = sshd.line();
  const far = createDurableTransport(line, createSshTransport(wayOver(line), sshd.destination), {}, runs);
  const step = (run: string, script: string, ...words: string[]): Command => ({
    argv: ['/bin/sh', '-c', script, 'sh', ...words],
    run,
  });
  return {sshd, far, runs, step, file: (name: string) => path.join(folder, name)};
}

test('a step tells its output, its errors and its exit code as they are', {skip}, async t => {
  const {far, step} = await host(t);
  const chunks: string[] = [];
  const hostile = '$(touch x) \n`id` é\x01';
  const told = await far.execute(
    {...step('step-0', 'cat; printf %s "$1"; echo bad >&2; exit 7', hostile), stdin: 'given\n'},
    ({stream, text}) => void chunks.push(`${stream}: ${text}`),
  );
  assert.deepEqual([told.ending, told.exitCode], ['exited', 7]);
  assert.equal(told.stdout, `given\n${hostile}`);
  assert.equal(told.stderr, 'bad\n');
  assert.ok(chunks.length > 0);
  assert.equal((await far.execute({argv: ['no-such-tool'], run: 'step-1'})).ending, 'not-found');
});

test('a cut connection neither ends nor repeats a step: we come back to it and miss nothing', {skip}, async t => {
  const {far, step, sshd, file} = await host(t);
  let pid = 0;
  const seen: string[] = [];
  const running = far.execute(
    step(
      'step-0',
      'echo started >>"$1"; echo first; while [ ! -e "$2" ]; do sleep 0.05; done; echo last; exit 4',
      file('ran'),
      file('go'),
    ),
    ({text}) => void seen.push(text),
    number => {
      pid = number;
    },
  );
  for (let cut = 0; cut < 3; cut++) {
    await until('it runs and is seen', () => pid > 0 && seen.join('').includes('first'));
    sshd.cut();
  }
  writeFileSync(file('go'), '');
  const told = await running;
  assert.deepEqual([told.ending, told.exitCode], ['exited', 4]);
  assert.equal(seen.join(''), 'first\nlast\n');
  assert.equal(readFileSync(file('ran'), 'utf8'), 'started\n', 'it ran once');
});

test('the same step asked for again is the same run', {skip}, async t => {
  const {far, step, file} = await host(t);
  const command = step('step-0', 'echo ran >>"$1"; exit 3', file('ran'));
  const ends = [await far.execute(command), await far.execute(command)];
  assert.deepEqual(
    ends.map(({exitCode}) => exitCode),
    [3, 3],
  );
  assert.equal(readFileSync(file('ran'), 'utf8'), 'ran\n');
});

test('a claimed folder without a process is not known, and nothing is started in it', {skip}, async t => {
  const {far, step, runs, file} = await host(t);
  mkdirSync(path.join(runs, 'step-0'));
  const {ending, stderr} = await far.execute(step('step-0', 'echo ran >"$1"', file('ran')));
  assert.equal(ending, 'lost');
  assert.match(stderr, /whether it ran is not known/);
  assert.ok(!readdirSync(path.dirname(runs)).includes('ran'));
});

test('a step that is killed from outside ends with the code that says so; without its supervisor it is not known', {
  skip,
}, async t => {
  const {far, step, runs} = await host(t);
  const kill = (run: string, whom: (text: string) => number) => async (pid: number) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    process.kill(whom(stat), 'SIGKILL');
    if (run === 'step-1') process.kill(pid, 'SIGKILL');
  };
  const parent = (stat: string) => Number(/\) \S+ (\d+)/.exec(stat)?.[1]);
  const own = (stat: string) => Number(stat.split(' ', 1)[0]);
  const killed = await far.execute(step('step-0', 'exec sleep 600'), undefined, kill('step-0', own));
  assert.deepEqual([killed.ending, killed.exitCode], ['exited', 137]);
  const orphan = await far.execute(step('step-1', 'exec sleep 600'), undefined, kill('step-1', parent));
  assert.equal(orphan.ending, 'lost');
  assert.ok(readdirSync(path.join(runs, 'step-1')).includes('pid'));
});

test('a step that may be stopped is stopped at the far end', {skip}, async t => {
  const {far, step} = await host(t);
  const stop = new AbortController();
  let pid = 0;
  const {ending} = await far.follow(
    step('step-0', 'sleep 600; :'),
    () => {},
    stop.signal,
    number => {
      pid = number;
      stop.abort();
    },
  );
  assert.equal(ending, 'signalled');
  await until('it is gone', () => !readdirSync('/proc').includes(String(pid)));
});

test('a file is written once, however often the connection goes while it is', {skip}, async t => {
  const {far, sshd, file} = await host(t);
  const writing = far.write(file('new'), "it's\n$(x)", 0o640);
  sshd.cut();
  assert.equal(await writing, null);
  assert.equal(readFileSync(file('new'), 'utf8'), "it's\n$(x)");
  assert.equal(await far.write(file('new'), 'other', 0o600), 'EEXIST');
  assert.equal(await far.write(file('no/such/folder'), 'x', 0o600), 'ENOENT');
});
