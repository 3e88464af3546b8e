import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nameSeries, nextFreeName} from '../../source/text/names.ts';

test('the next free name skips the taken ones', () => {
  assert.equal(nextFreeName('jail', new Set()), 'jail1');
  assert.equal(nextFreeName('jail', new Set(['jail1', 'jail2', 'jail4'])), 'jail3');
});

test('a series goes on from the name that it follows', () => {
  assert.deepEqual(nameSeries('web1', 4, new Set()), ['web2', 'web3', 'web4', 'web5']);
  assert.deepEqual(nameSeries('web1', 2, new Set(['web2'])), ['web3', 'web4']);
  assert.deepEqual(nameSeries('db', 2, new Set()), ['db2', 'db3']);
  assert.deepEqual(nameSeries('n09', 2, new Set()), ['n10', 'n11']);
  assert.deepEqual(nameSeries('n01', 1, new Set()), ['n02']);
});
