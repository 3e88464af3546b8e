import assert from 'node:assert/strict';
import {latest, lockOuts} from '../jobs/lock-outs.ts';
import type {Part} from './part.ts';

/** Changes that cut their operator off, every other one with nobody left of the job that made it. */
export const lockOut: Part = {
  name: 'lock-out',
  title: 'what cuts the operator off and is not confirmed is back within five seconds of its timer',
  async run({sample, tally, after}) {
    const host = lockOuts({after: clean => after(clean as () => void)});
    const rounds = sample ? 5 : 100;
    let worst = 0;
    for (let round = 0; round < rounds; round += 5) {
      await tally.check(`rounds from ${round + 1}`, async () => {
        for (const ms of await Promise.all([true, false, true, false, true].map(host.lockOut))) {
          worst = Math.max(worst, ms);
          assert.ok(ms >= 0 && ms < latest, `${ms} ms after its timer`);
        }
      });
    }
    return `${rounds} lock-outs, the latest back ${worst} ms after its timer`;
  },
};
