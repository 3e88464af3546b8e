import assert from 'node:assert/strict';
import {documentOf, part, rows} from '../helpers/document.ts';
import {practiceHost} from '../helpers/practice-host.ts';
import type {Run} from '../helpers/run.ts';
import type {Part} from './part.ts';

const empty = ['--set', 'ver=empty', '--set', 'pkg_bootstrap=0'] as const;

export const parallel: Part = {
  name: 'parallel',
  title:
    'many jobs at once, some for the same name or address: each wish is done once or refused, and all of it is told',
  async run({sample, tally, after}) {
    const host = practiceHost({after});
    const count = sample ? 3 : 16;
    const create = (name: string, address: string): Promise<Run> =>
      host.runWith(
        {timeoutMs: 240_000},
        ...['create', 'jail', name, ...empty, '--set', `ip4_addr=${address}/24`, '--yes', '--json'],
      );
    const wishes = Array.from({length: count}, (_, index) => ({
      name: `p${index}`,
      runs: [
        create(`p${index}`, `10.0.0.${100 + index}`),
        ...(index % 4 === 0 ? [create(`p${index}`, `10.0.0.${150 + index}`)] : []),
      ],
    }));
    wishes.push({name: 'an address', runs: [create('q1', '10.0.0.200'), create('q2', '10.0.0.200')]});
    for (const {name, runs} of wishes) {
      const ended = await Promise.all(runs);
      await tally.check(`${name}, asked ${runs.length} times at once`, () => {
        const exits = ended.map(({exit}) => exit).sort();
        assert.equal(exits[0], 0, ended.map(({stdout, stderr}) => stdout + stderr).join('\n'));
        for (const exit of exits.slice(1)) assert.ok(exit === 3 || exit === 6, `ended ${exit}`);
      });
    }
    await tally.check('every job tells its end', async () => {
      const guests = rows(part(documentOf(await host.run('list', '--json')), 'guests'));
      assert.equal(guests.filter(({state}) => state === 'running').length, count + 1);
      const jobs = rows(part(documentOf(await host.run('jobs', '--json')), 'jobs'));
      for (const {state} of jobs) assert.match(String(state), /^(done|failed)$/);
      assert.equal(jobs.filter(({state}) => state === 'done').length, count + 1);
      assert.equal(host.ran().filter(name => name === 'jcreate').length, count + 1);
    });
    return `${wishes.flatMap(({runs}) => runs).length} jobs at once`;
  },
};
