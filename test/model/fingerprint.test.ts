import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import {fingerprint} from '../../source/model/fingerprint.ts';

test('the order of keys does not change a fingerprint, a value does', () => {
  assert.equal(fingerprint({a: 1, b: [2, {c: null, d: 'x'}]}), fingerprint({b: [2, {d: 'x', c: null}], a: 1}));
  assert.notEqual(fingerprint({a: 1}), fingerprint({a: 2}));
  assert.notEqual(fingerprint([1, 2]), fingerprint([2, 1]));
  assert.match(fingerprint({}), /^[0-9a-f]{64}$/);
});

test('values that differ as JSON have different fingerprints', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const equal = isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
      assert.equal(fingerprint(a) === fingerprint(b), equal);
    }),
    {numRuns: 100},
  );
});
