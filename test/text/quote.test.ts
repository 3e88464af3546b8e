import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import fc from 'fast-check';
import {shellLine, shellWord} from '../../source/text/quote.ts';
import {anyText} from '../helpers/any-text.ts';

const argument = anyText().map(text => text.replaceAll('\0', ''));

test('a plain word is shown as it is, everything else in single quotes', () => {
  assert.equal(shellWord('ip4_addr=10.0.0.4/24'), 'ip4_addr=10.0.0.4/24');
  assert.equal(shellWord(''), "''");
  assert.equal(shellWord('a b'), "'a b'");
  assert.equal(shellWord("it's"), `'it'\\''s'`);
  assert.equal(shellWord('~root'), "'~root'");
  assert.equal(shellLine(['cbsd', 'jset', 'jname=web1', 'tags=a b']), "cbsd jset jname=web1 'tags=a b'");
});

test('a command whose name holds = is not taken for an assignment', () => {
  assert.equal(shellLine(['a=b', 'c']), "'a=b' c");
});

test('a shell gives every argument back unchanged, whatever it holds', () => {
  const lists = fc.sample(fc.array(argument, {minLength: 1, maxLength: 5}), 400);
  const script = lists.map(list => shellLine(['printf', '%s\\0', ...list])).join('\n');
  const received = execFileSync('/bin/sh', {input: script, encoding: 'utf8', env: {}});
  assert.deepEqual(received.split('\0').slice(0, -1), lists.flat());
});

test('one word survives as the argument of sh -c', () => {
  for (const word of ['$(id)', '`id`', "'", '"', '\\', '\n', '*', '~', '-n', '!', '#', 'ä'])
    assert.equal(execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(word)}`], {encoding: 'utf8'}), word);
});
