import assert from 'node:assert/strict';
import {test} from 'node:test';
import {masked} from '../../source/jobs/mask.ts';

test('a secret of this job is masked wherever a tool prints it', () => {
  assert.equal(masked('set pw=c4nary! for c4nary!', new Set(['c4nary!']), []), 'set pw=<secret> for <secret>');
});

test('what follows a beginning that precedes a secret is masked to the end of the line', () => {
  assert.equal(masked('VNC pass: nx DEH5', new Set(), ['VNC pass: ']), 'VNC pass: <secret>');
  assert.equal(masked('VNC port: 5900', new Set(), ['VNC pass: ']), 'VNC port: 5900');
});
