import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nameSeries, namesIn, nextFreeName} from '../../source/text/names.ts';

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

test('names are read one by one or as a range, each once', () => {
  assert.deepEqual(namesIn('web2 web3,web2'), ['web2', 'web3']);
  assert.deepEqual(namesIn('web2..web4 db1'), ['web2', 'web3', 'web4', 'db1']);
  assert.deepEqual(namesIn('n08..n11'), ['n08', 'n09', 'n10', 'n11']);
  assert.deepEqual(namesIn(''), []);
  for (const odd of ['web2..db4', 'web4..web2', 'a..b', 'x1..x2..x3', 'x1..x5000'])
    assert.equal(namesIn(odd), null, odd);
});
