import assert from 'node:assert/strict';
import {test} from 'node:test';
import {remembering} from '../../source/text/remembering.ts';

test('what is asked again with the same words is not made again, and other words never get its answer', () => {
  const made: string[] = [];
  const join = remembering((first: string, second: string) => {
    made.push(first + second);
    return [first, second];
  }, 2);
  assert.equal(join('a', 'b'), join('a', 'b'));
  assert.deepEqual(join('a', 'c'), ['a', 'c']);
  assert.deepEqual(join('ab', ''), ['ab', '']);
  assert.deepEqual(made, ['ab', 'ac', 'ab']);
  assert.deepEqual(join('a', 'b'), ['a', 'b']);
  assert.equal(made.length, 4, 'of two answers that are kept the oldest goes');
});
