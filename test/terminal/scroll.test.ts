import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scrollBy, scrollTo} from '../../source/terminal/scroll.ts';

const rows: readonly (readonly [
  title: string,
  top: number,
  cursor: number,
  expected: {cursor: number; top: number},
])[] = [
  ['a cursor within the window scrolls nothing', 0, 9, {cursor: 9, top: 0}],
  ['one that leaves it below scrolls half a page', 0, 10, {cursor: 10, top: 5}],
  ['one that leaves it above scrolls half a page', 20, 19, {cursor: 19, top: 15}],
  ['a jump to the end shows the last page', 0, 99, {cursor: 99, top: 90}],
  ['a jump to the start shows the first page', 50, 0, {cursor: 0, top: 0}],
  ['beyond the end is the end', 0, 500, {cursor: 99, top: 90}],
];

for (const [title, top, cursor, expected] of rows) {
  test(title, () => assert.deepEqual(scrollTo({cursor: 0, top}, cursor, 100, 10), expected));
}

test('a list shorter than its window never scrolls, an empty one has its cursor at the top', () => {
  assert.deepEqual(scrollTo({cursor: 0, top: 7}, 2, 3, 10), {cursor: 2, top: 0});
  assert.deepEqual(scrollTo({cursor: 4, top: 2}, 4, 0, 10), {cursor: 0, top: 0});
});

test('a text scrolls no further than its last page', () => {
  assert.equal(scrollBy(0, 99, 30, 10), 20);
  assert.equal(scrollBy(5, -99, 30, 10), 0);
  assert.equal(scrollBy(0, 3, 5, 10), 0);
});
