import assert from 'node:assert/strict';
import {test} from 'node:test';
import {noFigures, struckCases} from '../helpers/struck.ts';
import {benchOf} from '../helpers/struck-host.ts';
import {struckRows} from '../helpers/struck-rows.ts';
import {stops, struckInTurn} from '../helpers/struck-turns.ts';

// each of the blows at each of the steps is in the soak
for (const [turn, row] of struckRows.entries())
  test(`${row.driver.title}: ${row.action} of ${row.target} is stopped at every step in turn, and each time gone on with to its end`, async () => {
    const {titles} = await struckInTurn(benchOf(row), row, place => stops[(turn + place) % stops.length] ?? null);
    assert.ok(titles.length > 0);
  });

test('settings that a killed bcreate had not deleted, secrets and all, are taken away when the job is gone on with', async () => {
  const [row] = struckRows.filter(({action}) => action === 'create-vm');
  assert.ok(row);
  let ran = 0;
  for await (const {what, run} of struckCases(row, ['kill'], ['retry'], noFigures())) {
    if (!what.includes('Create VM')) continue;
    await run();
    ran += 1;
  }
  assert.equal(ran, 1);
});
