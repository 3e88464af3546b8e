import assert from 'node:assert/strict';
import {test} from 'node:test';
import {watchProgress} from '../../source/jobs/progress.ts';
import {scriptedTransport} from './made.ts';

test('a total that nobody knew before is asked as the step begins', async () => {
  const {transport} = scriptedTransport(({argv}) => ({stdout: argv[0] === 'whole' ? '4096\n' : '1024\n'}));
  const progress = {read: {argv: ['part']}, whole: {argv: ['whole']}, totalBytes: 0} as const;
  // the watch itself keeps no process alive
  const alive = setInterval(() => {}, 1000);
  const told = await new Promise(resolve => {
    const stop = watchProgress(progress, transport, (done, total) => {
      stop();
      resolve([done, total]);
    });
  });
  clearInterval(alive);
  assert.deepEqual(told, [1024, 4096]);
});
