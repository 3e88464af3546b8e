import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {bareAddress, firstHost, inNetwork, nextFreeAddress, parseAddress} from '../../source/text/address.ts';

test('addresses are read strictly, and two spellings of one are one', () => {
  assert.deepEqual(parseAddress('10.0.0.5/24'), {version: 4, text: '10.0.0.5', prefix: 24});
  assert.deepEqual(parseAddress('2001:DB8:0:0::5'), {version: 6, text: '2001:db8::5', prefix: null});
  for (const text of [
    '',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.256',
    '0x7f.0.0.1',
    '10.0.0.5/33',
    '10.0.0.5/024',
    '10.0.0.5/',
    '::1%em0',
    'fe80::1/129',
    '1',
    '10.0.0.5/24/2',
  ])
    assert.equal(parseAddress(text), null, text);
});

test('the interface before an address is no part of it', () => {
  assert.equal(bareAddress('em0#10.0.0.5/24'), '10.0.0.5');
  assert.equal(bareAddress('DHCP'), null);
  assert.equal(bareAddress('0'), null);
});

test('the next free address is none that is taken, and never network, gateway or broadcast', () => {
  assert.equal(nextFreeAddress(['10.0.0.0/24'], new Set()), '10.0.0.2');
  assert.equal(nextFreeAddress(['10.0.0.0/24'], new Set(['10.0.0.2', '10.0.0.3'])), '10.0.0.4');
  assert.equal(nextFreeAddress(['10.0.0.0/30'], new Set()), '10.0.0.1');
  assert.equal(nextFreeAddress(['10.0.0.0/30'], new Set(['10.0.0.1', '10.0.0.2'])), null);
  assert.equal(nextFreeAddress(['192.168.7.5-6'], new Set(['192.168.7.5'])), '192.168.7.6');
  assert.equal(nextFreeAddress(['10.0.0.0/30', '10.0.1.9'], new Set(['10.0.0.1', '10.0.0.2'])), '10.0.1.9');
  assert.equal(nextFreeAddress(['2001:db8::/64'], new Set()), '2001:db8::2');
  assert.equal(nextFreeAddress([], new Set()), null);
  assert.equal(nextFreeAddress(['nonsense', '999.0.0.0/8'], new Set()), null);
});

test('a free address lies in its pool, whatever is taken', () => {
  const octet = fc.integer({min: 0, max: 255});
  fc.assert(
    fc.property(octet, octet, fc.integer({min: 20, max: 30}), fc.array(fc.nat(40)), (a, b, prefix, taken) => {
      const pool = `10.${a}.${b}.0/${prefix}`;
      const used = new Set(taken.map(last => `10.${a}.${b}.${last}`));
      const free = nextFreeAddress([pool], used);
      assert.ok(free === null || (inNetwork(free, pool) && !used.has(free)));
    }),
    {numRuns: 100},
  );
});

test('the first host of a network is its customary gateway', () => {
  assert.equal(firstHost('10.0.0.77', 24), '10.0.0.1');
  assert.equal(firstHost('10.0.5.77', 22), '10.0.4.1');
  assert.equal(firstHost('10.0.0.77', 31), null);
});
