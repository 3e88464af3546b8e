import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {type AddressInfo, connect, createServer} from 'node:net';
import path from 'node:path';
import {type TestContext, test} from 'node:test';
import type {Destination} from '../../source/transport/ssh/settings.ts';
import {createWays} from '../../source/transport/ssh/thread/ways.ts';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {Unreachable} from '../../source/transport/ssh/unreachable.ts';
import {sshThread} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';
import {startSshd} from '../helpers/sshd.ts';

// what a command is given and tells: contract.test.ts holds this way to it, too
const skip = needs('sshd');

function waysOf(t: TestContext, program: string | URL = sshThread()) {
  const ways = createWays(program);
  t.after(ways.close);
  return ways;
}
const shell = (script: string) => ({argv: ['/bin/sh', '-c', script] as const});
const far: Destination = {host: 'far'};
const unreachable = async (asked: Promise<unknown>): Promise<Unreachable> => {
  const error = await asked.then(
    () => assert.fail('it was let in'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Unreachable, String(error));
  return error;
};

test('why a host cannot be reached is the same from a thread of its own: its kind, the way out, and the key that was shown', {
  skip,
}, async t => {
  const sshd = await startSshd(t, {known: false});
  const way = waysOf(t).to(sshd.destination);
  const {code, hint, key, message} = await unreachable(way.ready());
  const shown = readFileSync(path.join(sshd.folder, 'host.pub'), 'utf8').split(' ')[1] ?? '';
  assert.deepEqual([code, key], ['unknown-key', Buffer.from(shown, 'base64')]);
  assert.match(`${message} ${hint}`, /SHA256:.*--fingerprint SHA256:/);
  sshd.know();
  way.close(); // as after its key was trusted: the next look is a new one
  await way.ready();
});

test('a stream is followed, and ended, and a screen there is reached, over a connection in a thread of its own', {
  skip,
}, async t => {
  const sshd = await startSshd(t);
  const way = waysOf(t).to(sshd.destination);
  const {follow} = createSshTransport(way, sshd.destination);
  const ending = new AbortController();
  let heard = '';
  const followed = follow(
    shell('echo one; echo two; exec sleep 600'),
    ({text}) => {
      heard += text;
      if (heard === 'one\ntwo\n') ending.abort();
    },
    ending.signal,
  );
  assert.equal((await followed).ending, 'signalled');

  const screen = createServer(socket => socket.end('RFB 003.008\n')).listen(0, '127.0.0.1');
  t.after(() => screen.close());
  await once(screen, 'listening');
  const local = await way.openPort('127.0.0.1', (screen.address() as AddressInfo).port);
  assert.equal(String((await once(connect(local.port, '127.0.0.1'), 'data'))[0]), 'RFB 003.008\n');
  local.close();
  let code = '';
  while (code !== 'ECONNREFUSED') [{code}] = await once(connect(local.port, '127.0.0.1'), 'error'); // by then it is closed
});

test('a thread that cannot start, or breaks, makes its hosts unreachable with the reason, and its commands lost; the next question starts another', async t => {
  const missing = waysOf(t, '/no/such/thread.js').to(far); // nothing is started before it is asked
  assert.match((await unreachable(missing.ready())).message, /no\/such\/thread/);
  const counts = new Int32Array(new SharedArrayBuffer(4));
  const breaks = `
    import {parentPort} from 'node:worker_threads';
    parentPort.on('message', ({question}) => { if (question.command) question.command.counts[0]++; throw new Error('it is broken'); })`;
  const way = waysOf(t, moduleOf(breaks)).to(far);
  for (const round of [1, 2]) {
    const command = {argv: ['true'], counts} as const;
    const wish = {timeoutMs: 1000, outputLimit: 1000, mayEnd: true};
    const {ending, exitCode, stderr} = await way.run({text: '', mark: ''}, command, wish);
    assert.deepEqual([ending, exitCode, counts[0]], ['lost', null, round]);
    assert.match(stderr, /it is broken/);
  }
});

test('answers that come together are taken one a turn, so that a key that came meanwhile waits for one of them at most', async t => {
  const together = `
    import {parentPort} from 'node:worker_threads';
    const ids = [];
    parentPort.on('message', message => {
      if (message.leave) process.exit();
      ids.push(message.id);
      if (ids.length === 5) for (const id of ids) parentPort.postMessage({id, answer: null});
    });`;
  const way = waysOf(t, moduleOf(together)).to(far);
  const seen: ('answer' | 'key')[] = [];
  let turn = setImmediate(function key() {
    seen.push('key');
    turn = setImmediate(key);
  });
  const asked = Array.from({length: 5}, () => way.ready().then(() => seen.push('answer')));
  await Promise.all(asked);
  clearImmediate(turn);
  const answers = seen.flatMap((what, at) => (what === 'answer' ? [at] : []));
  assert.equal(answers.length, 5);
  for (const [index, at] of answers.slice(1).entries())
    assert.ok(seen.slice(answers[index], at).includes('key'), `${seen}`);
});

const moduleOf = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
