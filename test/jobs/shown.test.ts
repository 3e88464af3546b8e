import assert from 'node:assert/strict';
import {test} from 'node:test';
import {shownContent} from '../../source/model/command.ts';
import {benchOf} from '../helpers/struck-host.ts';
import {struckRows} from '../helpers/struck-rows.ts';

// what CBSD's tools receive is in their practice host's log, and held against the plan headless and in the soak
for (const row of struckRows.filter(({driver}) => driver.id === 'libvirt'))
  test(`${row.driver.title}: what ${row.action} of ${row.target} sends to the tools is what its plan shows, byte for byte`, async () => {
    const bench = benchOf(row);
    await bench.ground.prepare();
    const plan = await bench.ground.plan();
    const before = bench.ground.received?.().length ?? 0;
    assert.equal((await bench.jobs.run(plan)).state, 'done');
    assert.deepEqual(
      bench.ground.received?.().slice(before),
      plan.steps.map(({command, file}) =>
        file ? {path: file.path, content: shownContent(file.content)} : {argv: command?.argv},
      ),
    );
  });
