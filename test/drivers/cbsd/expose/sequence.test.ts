import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {clearForwards, exposeHost} from './host.ts';
import {acts, play} from './sequence.ts';

test('whatever is exposed, withdrawn, cloned, renamed, moved, started, stopped and removed, by us or behind our back: live is what was wished, or it is told', async () => {
  const host = exposeHost();
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(acts(4), async sequence => {
      await clearForwards(host);
      for (const act of sequence) {
        const played = await play(host, act);
        assert.deepEqual(played.silent, [], JSON.stringify(act));
        ran += played.ran ? 1 : 0;
      }
    }),
    {numRuns: 50, endOnFailure: true},
  );
  assert.ok(ran > 20, `only ${ran} acts did anything`);
});
