import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {type Bench, command, withQuickWorld} from './measure.ts';

type Done = {readonly job: {readonly startedAt: string; readonly endedAt: string}};

const count = 20;
const names = Array.from({length: count}, (_, index) => `copy${index + 1}`);
const asked = (wanted: readonly string[]) => ['clone', 'db1', ...wanted, '--set', 'start=0', '--practice'];

/** jclone took 500 to 620 ms and jset 80 to 130 where CBSD was recorded. */
const pace = ['practice', 'fault', 'slow', '--by', '0.4'];

export const clone: Bench = {
  name: 'clone',
  title: `cloning a jail ${count} times at recorded speed: one job, its clones side by side, beside our own plan as a script (practice tools answered by a resident process)`,
  run: () =>
    withQuickWorld('demo', async world => {
      const script = path.join(world.state, 'plan.sh');
      writeFileSync(script, world.cli(...asked(names), '--export', 'sh'));
      const timed = (task: () => unknown): number => {
        world.reset('demo');
        world.cli(...pace);
        const startedAt = performance.now();
        task();
        return performance.now() - startedAt;
      };
      const scripted = timed(() => command('/bin/sh', [script], {PATH: world.bin}));
      const bare = timed(() => {
        for (const name of names)
          command(
            path.join(world.bin, 'cbsd'),
            ['jclone', 'old=db1', `new=${name}`, `host_hostname=${name}.my.domain`],
            {
              PATH: world.bin,
              NOINTER: '1',
            },
          );
      });
      let inside = 0;
      timed(() => {
        const {job}: Done = JSON.parse(world.cli(...asked(names), '--yes', '--json'));
        inside = Date.parse(job.endedAt) - Date.parse(job.startedAt);
      });
      return [
        {what: 'our own plan as a script', value: scripted / 1000, unit: 's'},
        {what: 'the job with its checks and its journal, beside it', value: inside / scripted, unit: '×', goal: 1.1},
        {what: 'a bare loop of cbsd jclone, which settles nothing, beside it', value: bare / scripted, unit: '×'},
      ];
    }),
};
