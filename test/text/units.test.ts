import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {formatBytes, formatSeconds, parseSize, sizeText} from '../../source/text/units.ts';

test('sizes are read with CBSD’s units, powers of 1024', () => {
  const rows = [
    ['1b', 1],
    ['512m', 512 * 1024 ** 2],
    ['10g', 10 * 1024 ** 3],
    ['10G', 10 * 1024 ** 3],
    ['2.5g', 2.5 * 1024 ** 3],
    ['1t', 1024 ** 4],
    ['0m', 0],
  ] as const;
  for (const [text, bytes] of rows) assert.equal(parseSize(text), bytes, text);
});

test('what CBSD would misread is no size', () => {
  for (const text of ['', '10', '2.5G', '2.5', 'g', '-1g', '1 g', '1gb', '0.3b', '9999999999e', '1e3m', ' 1g', '1g\n'])
    assert.equal(parseSize(text), null, JSON.stringify(text));
});

test('a number of bytes written as a size reads back as the same bytes', () => {
  fc.assert(
    fc.property(fc.nat({max: Number.MAX_SAFE_INTEGER}), bytes => assert.equal(parseSize(sizeText(bytes)), bytes)),
    {numRuns: 200},
  );
});

test('bytes and seconds are said in words an operator reads at a glance', () => {
  assert.deepEqual([0, 512, 1024, 417_333_248, 10 * 1024 ** 3].map(formatBytes), [
    '0 B',
    '512 B',
    '1 KiB',
    '398 MiB',
    '10 GiB',
  ]);
  assert.deepEqual([0, 45, 180, 7500, 7200].map(formatSeconds), ['0 s', '45 s', '3 min', '2 h 5 min', '2 h']);
});
