import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {startRivals} from '../jobs/rivals.ts';
import type {Part} from './part.ts';

export const rivals: Part = {
  name: 'rivals',
  title: 'two processes expose one port, or clone to one name, at once: exactly one wins, the other is told who',
  async run({sample, tally, after}) {
    const pair = await startRivals(temporaryFolder({after}));
    const rounds = sample ? 6 : 200;
    for (let number = 0; number < rounds; number += 1) await tally.check(`round ${number}`, () => pair.round(number));
    pair.close();
    return `${rounds} rounds`;
  },
};
