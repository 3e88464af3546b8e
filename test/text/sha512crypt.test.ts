import assert from 'node:assert/strict';
import {test} from 'node:test';
import {saltOf, sha512crypt} from '../../source/text/sha512crypt.ts';

test('hashes agree with the published vector and with another implementation', () => {
  const rows = [
    [
      'Hello world!',
      'saltstring',
      'svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
    ],
    ['a', 'x', '6Zqbz8j5rMHIeJ1ujjjFXuZXSa/VORj.fVUEQcJc.rjR9.wCKlhZuymRQLtIEzcxNmqwX/fRNvM45BbvFayY51'],
    [
      'ü'.repeat(70),
      './0123456789ABCD',
      'dqP/2i8LNUGY19JXJB8JwFKvTgJX3mA30scgz19qai6y5YjtMIXCD4qCHJSN8LVShgTUaKH21b9LmZ7Oa9nGL/',
    ],
    [
      'x'.repeat(64),
      'abcdefghijklmnop',
      'HllZQEL3y/1eVnXmyWIVQOduC5KVxWvlySsZtD4PMLSK7UcBe.gu/jam1u25YUvnJf.I5PHFJpToI3cwZx.m/.',
    ],
  ] as const;
  for (const [password, salt, hash] of rows) assert.equal(sha512crypt(password, salt), `$6$${salt}$${hash}`);
});

test('a salt is sixteen characters of the crypt alphabet', () => {
  assert.match(saltOf(new Uint8Array(Array.from({length: 16}, (_, index) => index * 17))), /^[./0-9A-Za-z]{16}$/);
});
