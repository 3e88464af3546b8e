import assert from 'node:assert/strict';
import {test} from 'node:test';
import {benchOf} from '../helpers/struck-host.ts';
import {struckRows} from '../helpers/struck-rows.ts';
import {stops, struckInTurn} from '../helpers/struck-turns.ts';

// each of the blows at each of the steps is in the soak
for (const [turn, row] of struckRows.entries())
  test(`${row.action} of ${row.target} is stopped at every step in turn, and each time gone on with to its end`, async () => {
    const {titles} = await struckInTurn(benchOf(row), row, place => stops[(turn + place) % stops.length] ?? null);
    assert.ok(titles.length > 0);
  });
