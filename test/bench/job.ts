import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type Bench, command, type World, withQuickWorld} from './measure.ts';

/** As far as this bench reads it: `create --dry-run --json` and `create --json`. */
type Planned = {
  readonly plan: {
    readonly steps: readonly {
      readonly argv: readonly [string, ...string[]] | null;
      readonly file: {readonly path: string; readonly mode: string; readonly content: string} | null;
    }[];
  };
};

type Done = {readonly job: {readonly startedAt: string; readonly endedAt: string}};

export const job: Bench = {
  name: 'job',
  title:
    'creating a jail at recorded speed: the job beside its bare commands (practice tools answered by a resident process)',
  run: () =>
    withQuickWorld('demo', async world => {
      const create = ['create', 'jail', 'bench1', '--practice', '--json'];
      const {plan}: Planned = JSON.parse(world.cli(...create, '--dry-run'));
      world.cli('practice', 'fault', 'slow');
      const bareAt = performance.now();
      runBare(plan, world);
      const bare = performance.now() - bareAt;
      world.reset('demo');
      world.cli('practice', 'fault', 'slow');
      const startedAt = performance.now();
      const {job}: Done = JSON.parse(world.cli(...create, '--yes'));
      const whole = performance.now() - startedAt;
      const inside = Date.parse(job.endedAt) - Date.parse(job.startedAt);
      return [
        {what: 'the bare commands', value: bare / 1000, unit: 's'},
        {what: 'the job with its checks and its journal, beside them', value: inside / bare, unit: '×', goal: 1.1},
        {what: 'the job, more than them', value: (inside - bare) / 1000, unit: 's', goal: 0.5},
        {what: 'from the command to its answer, more than them', value: (whole - bare) / 1000, unit: 's'},
      ];
    }),
};

function runBare({steps}: Planned['plan'], {bin}: World): void {
  for (const {argv, file} of steps) {
    if (file) {
      const place = path.join(path.dirname(bin), 'root', file.path);
      mkdirSync(path.dirname(place), {recursive: true});
      writeFileSync(place, file.content, {mode: Number.parseInt(file.mode, 8)});
    } else if (argv) {
      const [tool, ...args] = argv;
      command(path.join(bin, tool), args, {PATH: bin, NOINTER: '1'});
    }
  }
}
