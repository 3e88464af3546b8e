import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {chop, cut, fit, fitRight, widthOf, wrap} from '../../source/terminal/fit.ts';

test('a cell is exactly as wide as it was asked to be, wide characters too', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 3, max: 30}), (text, width) => {
      fc.pre(!/\p{C}/u.test(text));
      assert.equal(widthOf(fit(text, width, '…')), width);
      assert.equal(widthOf(fitRight(text, width, '…')), width);
    }),
    {numRuns: 200},
  );
});

test('what was cut says so', () => {
  assert.equal(cut('FreeBSD 14.1', 8, '…'), 'FreeBSD…');
  assert.equal(cut('日本語', 5, '…'), '日本…');
  assert.equal(cut('web1', 4, '…'), 'web1');
});

test('wrapped prose loses only the blanks at its breaks', () => {
  assert.deepEqual(wrap('8080/tcp is held by web1 (stopped)', 12), ['8080/tcp is', 'held by web1', '(stopped)']);
  assert.deepEqual(wrap('averyverylongword', 6), ['averyv', 'erylon', 'gword']);
});

test('a chopped command is the same command when its pieces are put together', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme-ascii'}), fc.integer({min: 2, max: 40}), (text, width) => {
      const pieces = chop(text, width);
      assert.equal(pieces.join(''), text);
      assert.ok(pieces.every(piece => widthOf(piece) <= width));
    }),
    {numRuns: 200},
  );
});
