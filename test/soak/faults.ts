import {faultKinds} from '../../source/practice/fault.ts';
import {faultMatrix, matrixRows} from '../helpers/fault-matrix.ts';
import {practiceHost} from '../helpers/practice-host.ts';
import type {Part} from './part.ts';

/** `slow` is no failure; what floods for ever is looked at by the tests that can kill it. */
const kinds = faultKinds.filter(kind => !['none', 'slow', 'flood'].includes(kind));

export const faults: Part = {
  name: 'faults',
  title:
    'at whatever step the host fails, lies, dies or fills up, the job is never done, and what it left can be removed',
  async run({sample, tally, after}) {
    let cases = 0;
    for (const row of sample ? matrixRows.slice(0, 1) : matrixRows) {
      const host = practiceHost({after});
      for await (const {what, run} of faultMatrix(host, row, () => (sample ? ['lie'] : kinds))) {
        cases += 1;
        await tally.check(`${row.action}: ${what}`, run);
      }
    }
    return `${cases} faults`;
  },
};
