import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fillSecrets, secretsOf} from '../../source/model/secrets.ts';
import {sha512crypt} from '../../source/text/sha512crypt.ts';

const zeros = (count: number) => new Uint8Array(count);
const content = ["a='", {secret: 'pw'}, "';b='", {secret: 'pw:crypt'}, "';c='", {secret: 'vnc:random'}, "';"];

test('a secret is filled in raw, hashed or made up, as the plan says', () => {
  const salt = '.'.repeat(16);
  assert.equal(
    fillSecrets(content, {pw: 'hunter2'}, zeros),
    `a='hunter2';b='${sha512crypt('hunter2', salt)}';c='AAAAAAAA';`,
  );
});

test('content whose secret was not given is not written', () => {
  assert.equal(fillSecrets(content, {}, zeros), null);
});

test('a runner is asked for the given secrets only', () => {
  assert.deepEqual(secretsOf(content), ['pw']);
});

test('two hashes of one password differ', () => {
  assert.notEqual(fillSecrets([{secret: 'pw:crypt'}], {pw: 'x'}), fillSecrets([{secret: 'pw:crypt'}], {pw: 'x'}));
});
