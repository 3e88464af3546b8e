import {practised} from '../../source/drivers/registry.ts';
import {hungUp} from '../helpers/hung-up.ts';
import {noFigures, struckCases} from '../helpers/struck.ts';
import {allBlows} from '../helpers/struck-host.ts';
import {struckRows} from '../helpers/struck-rows.ts';
import {turnCases} from '../helpers/struck-turns.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import type {Part} from './part.ts';

/** Every blow at every step of every plan, and the ways out of each: the host ends as if the job had run, or never had. */
export const recover: Part = {
  name: 'recover',
  title: 'at whatever step a runner or a tool dies, a job is gone on with to its end, or taken back without a trace',
  async run({sample, tally, after}) {
    const figures = noFigures();
    for (const row of sample ? struckRows.slice(0, 1) : struckRows) {
      const blows = sample ? (['unseen'] as const) : allBlows;
      const cases = row.inTurn ? turnCases(row, blows, figures) : struckCases(row, blows, ['retry', 'undo'], figures);
      for await (const {what, run} of cases) await tally.check(what, run);
      // a runner is a process, and a stand-in lives in this one alone
      if (row.driver !== practised) continue;
      await tally.check(`${row.action}: a hangup at each step, and of its undo`, () =>
        hungUp(row, temporaryFolder({after}), figures),
      );
    }
    const {cases, ended, lost, leftovers, rest} = figures;
    const share = Math.floor((1000 * ended) / cases) / 10;
    return [
      `${ended} of ${cases} (${share} %) finished on resume or fully undone`,
      `${lost} jobs lost`,
      `${leftovers} unreported leftovers`,
      ...rest.map(each => `not brought to an end: ${each}`),
    ].join('\n  ');
  },
};
