import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {exposeHost} from './host.ts';
import {acts, play} from './sequence.ts';

const guests = ['web1', 'db1', 'app1'];

test('whatever is exposed, withdrawn, started and stopped, by us or behind our back: live is what was wished, or it is told', async () => {
  const host = exposeHost();
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(acts(4), async sequence => {
      for (const guest of guests) {
        await host.cbsd(`jstop jname=${guest}`);
        await host.cbsd(`expose mode=flush jname=${guest}`);
      }
      host.write('/usr/jails/etc/pfrdr.conf', '');
      await host.cbsd('naton');
      for (const act of sequence) {
        const played = await play(host, act);
        assert.deepEqual(played.silent, [], JSON.stringify(act));
        ran += played.ran ? 1 : 0;
      }
    }),
    {numRuns: 50, endOnFailure: true, interruptAfterTimeLimit: 40_000},
  );
  assert.ok(ran > 20, `only ${ran} acts did anything`);
});
