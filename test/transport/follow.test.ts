import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createLocalTransport} from '../../source/transport/local.ts';
import {isAlive} from '../helpers/alive.ts';
import {until} from '../helpers/until.ts';

const {follow} = createLocalTransport();

test('what never ends is streamed until it is let go, then ended with all it started', async () => {
  const stop = new AbortController();
  let text = '';
  const script =
    'trap "" TERM; sleep 60 & echo $$ $!; printf "\\303"; sleep 0.03; printf "\\244"; while :; do sleep 0.02; done';
  const result = await follow(
    {argv: ['sh', '-c', script]},
    chunk => {
      text += chunk.text;
      if (text.includes('ä')) stop.abort();
    },
    stop.signal,
  );
  assert.deepEqual([result.ending, result.stdout], ['signalled', '']);
  const pids = text.split('\n')[0]?.split(' ').map(Number) ?? [];
  assert.equal(pids.length, 2);
  await until('both are gone', () => !pids.some(isAlive));
});

test('what ends by itself has its exit code', async () => {
  const chunks: string[] = [];
  const result = await follow(
    {argv: ['sh', '-c', 'echo a; echo b >&2; exit 4']},
    c => chunks.push(c.stream),
    new AbortController().signal,
  );
  assert.deepEqual([result.ending, result.exitCode, chunks.toSorted()], ['exited', 4, ['stderr', 'stdout']]);
});
