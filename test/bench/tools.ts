import {type Bench, bareNode, command, inTurns, withWorld} from './measure.ts';

const calls: readonly (readonly [string, ...string[]])[] = [
  ['cbsd', 'version'],
  ['cbsd', 'jls'],
  ['cbsd', 'jget', 'jname=web1', 'ip4_addr'],
  ['jls'],
];

export const tools: Bench = {
  name: 'tools',
  title: 'one call of a practice tool',
  run: () =>
    withWorld('demo', async ({bin}) => {
      const run = calls.map(
        ([tool, ...args]) =>
          () =>
            command(`${bin}/${tool}`, args, {PATH: bin}),
      );
      const [bare = 1, ...times] = await inTurns(15, bareNode, ...run);
      return calls.map((call, index) => ({
        what: `${call.join(' ')}, beside node -e 0`,
        value: (times[index] ?? Number.NaN) / bare,
        unit: '×',
        goal: 2.5,
      }));
    }),
};
