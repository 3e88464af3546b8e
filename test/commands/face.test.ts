import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFace} from '../../source/commands/face.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {table} from '../../source/commands/tables.ts';

const hostile = '\x1b[2Jweb1\x9b31m\u202egpj\x1b]0;title\x07';

test('a note with a guest’s name in it moves no cursor', t => {
  const write = t.mock.method(process.stderr, 'write', () => true);
  createFace(parseOptions([]), true).note(`There is no guest called ${hostile}`);
  assert.equal(write.mock.calls[0]?.arguments[0], 'There is no guest called web1gpj\n');
});

test('a JSON document carries every name unchanged and acts in no terminal', t => {
  const write = t.mock.method(process.stdout, 'write', () => true);
  createFace(parseOptions(['--json']), true).document({name: hostile, other: 'ünïcode 😀'});
  const text = String(write.mock.calls[0]?.arguments[0]);
  write.mock.restore();
  assert.deepEqual(JSON.parse(text), {schema: 1, practice: true, name: hostile, other: 'ünïcode 😀'});
  assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  assert.match(text, /ünïcode 😀/);
});

test('a name with a newline or of 300 characters disturbs no other line of a table', () => {
  const lines = table(
    ['NAME', 'KIND'],
    [
      ['a\nb', 'vm'],
      ['x'.repeat(300), 'jail'],
      ['web1', 'jail'],
    ],
  ).split('\n');
  assert.equal(lines.length, 4);
  assert.match(lines[1] ?? '', /^a b +vm$/);
  assert.ok((lines[3] ?? '').length < 60);
});
