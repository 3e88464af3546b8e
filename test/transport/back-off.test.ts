import assert from 'node:assert/strict';
import {test} from 'node:test';
import {backingOff} from '../../source/transport/ssh/back-off.ts';

test('a host that was not there is asked again after a pause, twice as long each time, until it is there', async t => {
  t.mock.timers.enable({apis: ['Date']});
  let [asked, isThere] = [0, false];
  const dial = backingOff(async () => {
    asked += 1;
    if (!isThere) throw new Error(`failure ${asked}`);
    return 'connected';
  });
  const dials = async (ms: number) => {
    t.mock.timers.tick(ms);
    await dial().catch(() => {});
    return asked;
  };
  assert.equal(await dials(0), 1);
  assert.equal(await dials(499), 1);
  await assert.rejects(dial(), /failure 1/);
  assert.equal(await dials(1), 2);
  assert.equal(await dials(999), 2);
  assert.equal(await dials(1), 3);
  for (let round = 0; round < 10; round += 1) await dials(30_000);
  assert.equal(asked, 13, 'never longer than half a minute');
  isThere = true;
  assert.equal(await dials(30_000), 14);
  isThere = false;
  assert.equal(await dials(0), 15, 'after a success the pause is short again');
  assert.equal(await dials(500), 16);
});
