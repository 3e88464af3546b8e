import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {race, startRacers} from '../jobs/schedule/race.ts';
import type {Part} from './part.ts';

export const claims: Part = {
  name: 'claims',
  title: 'twenty processes want one name, port or address at once: exactly one gets it',
  async run({sample, tally, after}) {
    const state = temporaryFolder({after});
    const rounds = sample ? 20 : 1000;
    const racers = await startRacers(state, 20);
    let longest = 0;
    for (let round = 0; round < rounds; round++)
      await tally.check(`round ${round}`, async () => {
        longest = Math.max(longest, await race(state, racers, round));
      });
    await Promise.all(racers.map(racer => racer.kill()));
    return `${rounds} rounds, the longest wait ${Math.round(longest)} ms`;
  },
};
