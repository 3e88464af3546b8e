import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lookAround} from './sizes.ts';

test('every place is whole at 60x20, in ASCII', async () => {
  assert.deepEqual(await lookAround(60, 20, {ascii: true}), []);
});

test('every place is whole at 80x24', async () => {
  assert.deepEqual(await lookAround(80, 24), []);
});
