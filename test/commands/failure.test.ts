import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ensurePractice} from '../../source/actions/practice.ts';
import {Failure, failureOf} from '../../source/commands/failure.ts';

test('a folder of another account is a refusal that names it, not a crash', () => {
  const error = Object.assign(new Error('EACCES: permission denied'), {code: 'EACCES', path: '/var/lib/x/jobs'});
  const {exit, code, message, hint} = failureOf(error);
  assert.deepEqual([exit, code], [3, 'no-rights']);
  assert.equal(message, 'This account has no right to /var/lib/x/jobs (EACCES)');
  assert.match(hint, /as root/);
});

test('a full disk is a refusal, a mistake of ours is told with its place', () => {
  assert.equal(failureOf(Object.assign(new Error('ENOSPC'), {code: 'ENOSPC', path: '/x'})).code, 'no-space');
  const bug = failureOf(new TypeError('x is not a function'));
  assert.deepEqual([bug.exit, bug.code], [1, 'bug']);
  assert.match(bug.message, /failure\.test\.ts/);
  const own = new Failure(2, 'invalid', 'ver: no such version');
  assert.equal(failureOf(own), own);
});

test('a practice host that cannot be made is one sentence', async () => {
  const why = await ensurePractice('/dev/null/world');
  assert.match(why ?? '', /^The practice host could not be made in \/dev\/null\/world: practice: ENOTDIR[^\n]*$/);
});
