import {type Bench, bareNode, inTurns, withWorld} from './measure.ts';

export const doctor: Bench = {
  name: 'doctor',
  title: 'every check of a host, from the command to its last line',
  run: () =>
    withWorld('demo', async ({cli}) => {
      const [bare = 0, checked = 0] = await inTurns(5, bareNode, () => cli('doctor', '--practice'));
      return [
        {what: 'all checks of the practice host', value: checked, unit: 'ms', goal: 3000},
        {what: 'all checks, beside node -e 0', value: checked / bare, unit: '×'},
      ];
    }),
};
