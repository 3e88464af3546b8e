import assert from 'node:assert/strict';
import {appendFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setFault} from '../../source/practice/fault.ts';
import {resetWorld} from '../../source/practice/reset.ts';
import {filesOf, ofThisMachine, quietly, type SetupHost, setupHost} from '../drivers/cbsd/setup/host.ts';
import {practiceHost} from '../helpers/practice-host.ts';
import {root} from '../helpers/program.ts';
import type {Part} from './part.ts';

type Case = readonly [title: string, run: (host: SetupHost) => Promise<void>];

/** The tool of each step that sh does not run itself, and what can befall it. */
const tools = ['pkg', 'zfs', 'kldload', 'initenv', 'natcfg'] as const;
const kinds = ['fail', 'lie', 'kill', 'full'] as const;

async function goesOn(host: SetupHost, way: 'retry' | 'again', job: string): Promise<void> {
  setFault(host.world, {kind: 'none'});
  const rest = way === 'retry' ? await host.jobs.recovery.retry(job) : await host.plan();
  assert.deepEqual(rest?.refusals, []);
  if (rest && rest.steps.length > 0) {
    const done = await host.jobs.run(rest);
    assert.equal(done.state, 'done', done.sentence);
  }
  assert.deepEqual((await host.plan()).steps, [], 'nothing is left to do');
}

const blows: readonly Case[] = tools.flatMap(tool =>
  kinds.flatMap(kind =>
    (['retry', 'again'] as const).map(
      (way): Case => [
        `${kind} at ${tool}, then ${way}`,
        async host => {
          const plan = await host.plan();
          setFault(host.world, {kind, on: tool, at: 1}); // a later call is a look: what lies to those cannot be told
          const job = await host.jobs.run(plan);
          await goesOn(host, way, job.id);
        },
      ],
    ),
  ),
);

const deaths: readonly Case[] = Array.from({length: 15}, (_, step) =>
  (['begun', 'unseen', 'unchecked'] as const).map(
    (when): Case => [
      `the runner dies (${when}) at step ${step + 1}, then it is set up again`,
      async host => {
        const job = await host.jobs.run(await host.plan(), {step, when});
        await goesOn(host, 'again', job.id);
      },
    ],
  ),
).flat();

const others: readonly Case[] = [
  [
    'what the job did not make keeps the file system, and a file that was changed since keeps its change',
    async host => {
      const job = await host.jobs.run(await host.plan());
      assert.equal(job.state, 'done', job.sentence);
      writeFileSync(path.join(host.world, 'root/usr/jails/letter.txt'), 'mine');
      appendFileSync(path.join(host.world, 'root/etc/rc.conf'), 'ntpd_enable="YES"\n');
      const why = (await host.jobs.recovery.undo(job.id))?.refusals.map(({reason}) => reason).join('\n') ?? '';
      assert.match(why, /letter\.txt was not made by this job: it stays/);
      assert.match(why, /\/etc\/rc\.conf holds something else/);
    },
  ],
  [
    'initenv that did nothing and said 0 is not believed',
    async host => {
      setFault(host.world, {kind: 'lie', on: 'initenv'});
      const job = await host.jobs.run(await host.plan());
      assert.match(job.sentence, /nc\.inventory is not there: initenv has not come to its end/);
    },
  ],
  [
    'a firewall of the operator’s own stays as it is',
    async host => {
      writeFileSync(path.join(host.world, 'root/etc/pf.conf'), 'block in all\npass out all\n');
      const plan = await host.plan();
      assert.match(plan.warnings.join('\n'), /NAT stays off: \/etc\/pf\.conf holds 2 lines of rules/);
      assert.equal((await host.jobs.run(plan)).state, 'done');
      assert.equal((await host.transport.read({argv: ['cat', '/etc/pf.conf']})).stdout, 'block in all\npass out all\n');
    },
  ],
  [
    'a node that was made for another version is brought up',
    async host => {
      assert.equal((await host.jobs.run(await host.plan())).state, 'done');
      writeFileSync(path.join(host.world, 'root/usr/jails/ver'), '13.2.0');
      const plan = await host.plan(quietly);
      assert.match(plan.warnings.join('\n'), /CBSD is 14\.1\.3a and \/usr\/jails was made for 13\.2\.0/);
      assert.equal((await host.jobs.run(plan)).state, 'done');
    },
  ],
  [
    'taken back, every file is as before',
    async host => {
      const before = filesOf(host.world);
      const job = await host.jobs.run(await host.plan());
      const undo = await host.jobs.recovery.undo(job.id);
      assert.equal((await host.jobs.run(undo ?? assert.fail())).state, 'done');
      assert.deepEqual(filesOf(host.world), before);
    },
  ],
];

/** A host without CBSD for each case, made anew in one folder. */
export const setup: Part = {
  name: 'setup',
  title: 'whatever befalls a set-up, it can be run again and ends right, and touches nothing of this machine',
  async run({sample, tally, after}) {
    const {world} = practiceHost({after}, 'blank');
    const program = [process.execPath, '--no-warnings', path.join(root, 'dist/practice.js')];
    const machine = ofThisMachine();
    const all = [...others, ...blows, ...deaths];
    const cases = sample ? [...others.slice(0, 1), ...blows.slice(-1)] : all;
    for (const [title, run] of cases) {
      await tally.check(title, async () => {
        assert.equal(resetWorld(world, {world: 'blank', zfs: true, program}), null);
        await run(setupHost(world));
      });
    }
    await tally.check('this machine', async () => assert.deepEqual(ofThisMachine(), machine));
    return `${cases.length} set-ups`;
  },
};
