import assert from 'node:assert/strict';
import {test} from 'node:test';
import {struckInTurn} from '../helpers/struck.ts';
import {benchOf, struckRows} from '../helpers/struck-host.ts';

const bench = benchOf();

// each of the blows at each of the steps is in the soak
for (const [turn, row] of struckRows.entries())
  test(`${row.action} is stopped at every step in turn, and each time gone on with to its end`, async () => {
    const struck = await struckInTurn(bench, row, turn);
    assert.ok(struck.length > 0);
  });
