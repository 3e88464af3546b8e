import assert from 'node:assert/strict';
import {globSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {cbsd} from '../../source/drivers/cbsd/index.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {type Death, type MemoryJobs, memoryJobs} from '../helpers/memory-jobs.ts';
import type {PracticeHost} from '../helpers/practice-host.ts';
import type {Part} from './part.ts';

type Way = 'retry' | 'undo';

/** What happens at a step: its runner dies somewhere in it, or its tool fails in one of these ways. */
type Blow = {readonly death: Death['when']} | {readonly fault: 'kill' | 'fail' | 'full' | 'lie'};

const blows: readonly Blow[] = [
  ...(['begun', 'unseen', 'unchecked'] as const).map(death => ({death})),
  ...(['kill', 'fail', 'full', 'lie'] as const).map(fault => ({fault})),
];

/** Every case leaves the host as it was: one plan is good for all of them. */
type Bench = {readonly host: PracticeHost; readonly jobs: MemoryJobs; readonly plan: Plan};

/** Every blow at every step of every plan, and both ways out of each: the host ends as if the job had run, or never had. */
export const recover: Part = {
  name: 'recover',
  title: 'at whatever step a runner or a tool dies, a job is gone on with to its end, or taken back without a trace',
  async run({sample, tally, warm}) {
    const {host} = await warm();
    const transport = createPracticeTransport(host.world);
    const jobs = memoryJobs({driver: cbsd, transport});
    const planned =
      (action: string, target: string, answers = {}) =>
      async () => {
        const probe = await cbsd.probe(transport);
        assert.ok(probe);
        const now = await cbsd.inspect(transport, probe, {user: 'alice', machine: 'laptop', publicKeys: []});
        return now.plan(action, target, {jname: target, ...answers});
      };
    const rows: readonly (readonly [string, () => Promise<Plan>])[] = [
      ['create-jail', planned('create-jail', 'rec1')],
      ['create-vm', planned('create-vm', 'rec2')],
      ['start', planned('start', 'db1')],
    ];
    let [cases, ended] = [0, 0];
    for (const [action, planOf] of sample ? rows.slice(0, 1) : rows) {
      const plan = await planOf();
      const bench = {host, jobs, plan};
      for (const [step, {command, title}] of plan.steps.entries()) {
        for (const blow of sample ? blows.slice(1, 2) : blows) {
          if ('fault' in blow && !command) continue;
          for (const way of ['retry', 'undo'] as const) {
            cases += 1;
            await tally.check(`${action}: ${JSON.stringify(blow)} at ${title}, then ${way}`, async () => {
              await struck(bench, step, blow, way);
              ended += 1;
            });
          }
        }
      }
    }
    return `${ended} of ${cases} brought to an end`;
  },
};

async function struck({host, jobs, plan}: Bench, step: number, blow: Blow, way: Way): Promise<void> {
  const before = found(host);
  if ('fault' in blow) host.fault({kind: blow.fault, on: plan.steps[step]?.command?.argv[1] ?? ''});
  const job = await jobs.run(plan, 'death' in blow ? {step, when: blow.death} : undefined);
  host.fault({kind: 'none'});
  if (way === 'undo') await takenBack(jobs, job);
  else {
    const last = await ended(jobs, job);
    assert.notDeepEqual(found(host), before);
    await takenBack(jobs, last);
  }
  assert.deepEqual(found(host), before, 'nothing is left, and nothing is missing');
}

/** Goes on until it is done, or until the host says that nothing is left to do. */
async function ended(jobs: MemoryJobs, job: Job): Promise<Job> {
  if (job.state === 'done') return job;
  const rest = await jobs.recovery.retry(job.id);
  assert.ok(rest);
  assert.deepEqual(rest.refusals, []);
  if (rest.steps.length === 0) return job;
  const next = await jobs.run(rest);
  assert.equal(next.state, 'done', next.sentence);
  return next;
}

async function takenBack(jobs: MemoryJobs, job: Job): Promise<void> {
  const way = await jobs.recovery.undo(job.id);
  assert.ok(way);
  if (way.steps.length === 0) return;
  assert.deepEqual(way.refusals, []);
  const undone = await jobs.run(way);
  assert.equal(undone.state, 'done', undone.sentence);
}

/** What an operator would find: the guests as the database has them, and files of ours. */
function found(host: PracticeHost) {
  const database = new DatabaseSync(host.path('usr/jails/var/db/local.sqlite'), {readOnly: true});
  const guests = database.prepare('SELECT jname, jid > 0 AS runs, status FROM jails ORDER BY jname').all();
  database.close();
  return {guests, files: globSync('ftmp/construct-tui.*', {cwd: host.path('usr/jails')})};
}
