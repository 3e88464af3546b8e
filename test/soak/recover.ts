import {noFigures, struckCases} from '../helpers/struck.ts';
import {allBlows, struckRows} from '../helpers/struck-host.ts';
import type {Part} from './part.ts';

/** Every blow at every step of every plan, and both ways out of each: the host ends as if the job had run, or never had. */
export const recover: Part = {
  name: 'recover',
  title: 'at whatever step a runner or a tool dies, a job is gone on with to its end, or taken back without a trace',
  async run({sample, tally}) {
    const figures = noFigures();
    for (const row of sample ? struckRows.slice(0, 1) : struckRows)
      for await (const {what, run} of struckCases(
        row,
        () => (sample ? ['unseen'] : allBlows),
        ['retry', 'undo'],
        figures,
      ))
        await tally.check(what, run);
    const {cases, ended, lost, leftovers, rest} = figures;
    const share = Math.floor((1000 * ended) / cases) / 10;
    const told = `${ended} of ${cases} (${share} %) brought to an end, ${lost} jobs lost, ${leftovers} unreported leftovers`;
    return [told, ...rest.map(each => `  not brought to an end: ${each}`)].join('\n  ');
  },
};
