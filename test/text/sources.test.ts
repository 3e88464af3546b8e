import assert from 'node:assert/strict';
import {test} from 'node:test';
import {normalSources, parseSources} from '../../source/text/sources.ts';

const said = (text: string): string => {
  const parsed = parseSources(text);
  return 'reason' in parsed ? parsed.reason : parsed.sources.join(' ');
};

test('sources are addresses and networks; none is everybody', () => {
  assert.equal(said(''), 'any');
  assert.equal(said('any'), 'any');
  assert.equal(said('0.0.0.0/0'), 'any');
  assert.equal(said('192.0.2.7,10.0.0.0/8'), '10.0.0.0/8 192.0.2.7');
});

test('what a firewall would read otherwise than it was meant is refused', () => {
  assert.match(said('10.0.0.5/24'), /Write 10\.0\.0\.0\/24/);
  assert.match(said('192.0.2.7/32'), /Write 192\.0\.2\.7 in place/);
  assert.match(said('fd00::/8'), /IPv4 only/);
  assert.match(said('any;true'), /no address or network/);
  assert.match(said('$(id)'), /no address or network/);
  assert.match(said('10.0.0.0/8,any'), /limits nothing/);
});

test('two spellings of the same people are the same', () => {
  assert.deepEqual(normalSources('0.0.0.0/1,128.0.0.0/1'), ['any']);
  assert.deepEqual(normalSources('{10.0.0.0/8, 192.0.2.7/32}'), ['10.0.0.0/8', '192.0.2.7']);
  assert.deepEqual(normalSources('10.0.0.9/8'), ['10.0.0.0/8']);
});
