import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {race, raceAnew, startRacers} from '../jobs/schedule/race.ts';
import type {Part} from './part.ts';

export const claims: Part = {
  name: 'claims',
  title: 'twenty processes want one name, port or address at once: exactly one gets it',
  async run({sample, tally, after}) {
    const state = temporaryFolder({after});
    const [rounds, anew] = sample ? [20, 4] : [1000, 50];
    const racers = await startRacers(state, 20);
    let longest = 0;
    for (let round = 0; round < rounds; round++)
      await tally.check(`round ${round}`, async () => {
        longest = Math.max(longest, await race(state, racers, round));
      });
    await Promise.all(racers.map(racer => racer.kill()));
    for (let round = 0; round < anew; round++)
      await tally.check(`just started, round ${round}`, async () => {
        longest = Math.max(longest, await raceAnew(state, rounds + round));
      });
    return `${rounds + anew} rounds, ${anew} by processes that had just started, the longest wait ${Math.round(longest)} ms`;
  },
};
