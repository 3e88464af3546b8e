import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {test} from 'node:test';
import {tap} from '../../source/terminal/tap.ts';

test('what Ink reads goes to us, in its order, and Ink sees an empty terminal', () => {
  const stream = new PassThrough();
  stream.setEncoding('utf8');
  const heard: string[] = [];
  const tapped = tap(stream, chunk => heard.push(chunk));
  stream.write('jj');
  assert.equal(tapped.read(), null);
  stream.write('q');
  assert.equal(tapped.read(), null);
  assert.deepEqual(heard, ['jj', 'q']);
});

test('listeners are put on the real stream, so that handing it over takes them off again', () => {
  const stream = new PassThrough();
  const tapped = tap(stream, () => {});
  const listener = () => {};
  tapped.addListener('readable', listener);
  assert.equal(stream.listenerCount('readable'), 1);
  tapped.removeListener('readable', listener);
  assert.equal(stream.listenerCount('readable'), 0);
});
