import assert from 'node:assert/strict';
import {test} from 'node:test';
import {shownContent} from '../../source/model/command.ts';
import {asShown} from '../helpers/as-shown.ts';
import {benchOf} from '../helpers/struck-host.ts';
import {struckRows} from '../helpers/struck-rows.ts';

// what CBSD's tools receive of it is in their practice host's log, too, and held against the plan headless and in the soak
for (const row of struckRows)
  test(`${row.driver.title}: what ${row.action} of ${row.target} sends to the host is what its plan shows, byte for byte`, async () => {
    const bench = benchOf(row);
    await bench.ground.prepare();
    const plan = await bench.ground.plan();
    assert.equal((await bench.jobs.run(plan)).state, 'done');
    const contents = new Map(plan.steps.flatMap(({file}) => (file ? [[file.path, file.content] as const] : [])));
    const sent = bench.sent.map(each => {
      const planned = 'path' in each ? contents.get(each.path) : undefined;
      return planned && 'path' in each ? {...each, content: asShown(each.content, planned)} : each;
    });
    const planned = plan.steps.map(({command, file}) =>
      file ? {path: file.path, content: shownContent(file.content)} : {argv: command?.argv},
    );
    // steps of several lanes go side by side
    const order = plan.steps.some(({lane}) => lane) ? inOneOrder : (all: readonly unknown[]) => all;
    assert.deepEqual(order(sent), order(planned));
  });

const inOneOrder = (all: readonly unknown[]) => all.map(each => JSON.stringify(each)).sort();
