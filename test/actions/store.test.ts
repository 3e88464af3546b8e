import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pace} from '../../source/actions/fleet/pace.ts';
import {createCalmStore} from '../../source/actions/store.ts';

test('what comes in bursts is told at once and then so many times a second at most, the newest of it always', t => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const store = createCalmStore(0, 150);
  const told: number[] = [];
  store.subscribe(() => told.push(store.snapshot()));
  for (const value of [1, 2, 3]) store.set(value);
  assert.deepEqual([told, store.snapshot()], [[1], 3]);
  t.mock.timers.tick(149);
  assert.deepEqual(told, [1]);
  t.mock.timers.tick(1);
  assert.deepEqual(told, [1, 3]);
  store.set(4);
  assert.deepEqual(told, [1, 3], 'the telling of 3 was just now');
  t.mock.timers.tick(150);
  assert.deepEqual(told, [1, 3, 4]);
  t.mock.timers.tick(1000);
  assert.deepEqual(told, [1, 3, 4], 'nothing is told when nothing changed');
  store.set(5);
  assert.deepEqual(told, [1, 3, 4, 5]);
});

test('hosts are begun with one after the other, apart from each other, and in the order in which they asked', async () => {
  const turn = pace(30);
  const startedAt = performance.now();
  const begun: {readonly host: string; readonly at: number}[] = [];
  await Promise.all(
    ['one', 'two', 'three'].map(async host => {
      await turn();
      begun.push({host, at: performance.now() - startedAt});
    }),
  );
  assert.deepEqual(
    begun.map(({host}) => host),
    ['one', 'two', 'three'],
  );
  assert.ok((begun[1]?.at ?? 0) >= 28 && (begun[2]?.at ?? 0) >= 56, JSON.stringify(begun)); // a timer may be a millisecond early
});
