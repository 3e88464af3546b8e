import assert from 'node:assert/strict';
import fc from 'fast-check';
import {clearForwards, exposeHost} from '../drivers/cbsd/expose/host.ts';
import {acts, play} from '../drivers/cbsd/expose/sequence.ts';
import type {Part} from './part.ts';

export const forwards: Part = {
  name: 'forwards',
  title: 'ports are exposed, withdrawn and left over in any order: live is what was wished, or it is told',
  async run({sample, seed, tally}) {
    const host = exposeHost();
    const sequences = fc.sample(acts(40), {seed, numRuns: sample ? 2 : 500});
    let ran = 0;
    for (const [index, sequence] of sequences.entries())
      await tally.check(`sequence ${index}`, async () => {
        await clearForwards(host);
        for (const act of sequence) {
          const played = await play(host, act);
          assert.deepEqual(played.silent, [], JSON.stringify(act));
          ran += played.ran ? 1 : 0;
        }
      });
    return `${sequences.length} sequences of 40, ${ran} acts had an effect`;
  },
};
