import assert from 'node:assert/strict';
import {globSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {cbsd} from '../../source/drivers/cbsd/index.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import type {Transport} from '../../source/model/transport.ts';
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
type Bench = {
  readonly host: PracticeHost;
  readonly jobs: MemoryJobs;
  readonly plan: Plan;
  readonly transport: Transport;
  readonly figures: {cases: number; ended: number; lost: number; leftovers: number};
};

/** Every blow at every step of every plan, and both ways out of each: the host ends as if the job had run, or never had. */
export const recover: Part = {
  name: 'recover',
  title: 'at whatever step a runner or a tool dies, a job is gone on with to its end, or taken back without a trace',
  async run({sample, tally, warm}) {
    const {host} = await warm();
    const transport = createPracticeTransport(host.world);
    const jobs = memoryJobs({driver: cbsd, transport});
    const look = async () => {
      const probe = await cbsd.probe(transport);
      assert.ok(probe);
      return cbsd.inspect(transport, probe, {user: 'alice', machine: 'laptop', publicKeys: []});
    };
    const planned =
      (action: string, target: string, answers = {}) =>
      async () => {
        const plan = (await look()).plan(action, target, answers);
        assert.deepEqual(plan.refusals, [], action);
        return plan;
      };
    const rows: readonly (readonly [string, () => Promise<Plan>])[] = [
      ['create-jail', planned('create-jail', 'rec1', {jname: 'rec1'})],
      ['create-vm', planned('create-vm', 'rec2', {jname: 'rec2'})],
      ['start', planned('start', 'db1')],
      ['expose', planned('expose', 'db1', {ports: '8201:1 8202:2 8203:3 8204:4'})],
    ];
    const figures = {cases: 0, ended: 0, lost: 0, leftovers: 0};
    for (const [action, planOf] of sample ? rows.slice(0, 1) : rows) {
      const plan = await planOf();
      const bench = {host, jobs, plan, transport, figures};
      for (const [step, {command, title}] of plan.steps.entries()) {
        for (const blow of sample ? blows.slice(1, 2) : blows) {
          if ('fault' in blow && !command) continue;
          for (const way of ['retry', 'undo'] as const) {
            figures.cases += 1;
            await tally.check(`${action}: ${JSON.stringify(blow)} at ${title}, then ${way}`, async () => {
              await struck(bench, step, blow, way);
              figures.ended += 1;
            });
          }
        }
      }
    }
    const {cases, ended, lost, leftovers} = figures;
    const share = Math.floor((1000 * ended) / cases) / 10;
    return `${ended} of ${cases} (${share} %) brought to an end, ${lost} jobs lost, ${leftovers} unreported leftovers`;
  },
};

async function struck(bench: Bench, step: number, blow: Blow, way: Way): Promise<void> {
  const {host, jobs, plan, figures} = bench;
  const before = await found(bench);
  if ('fault' in blow) host.fault({kind: blow.fault, ...matchOf(plan, step)});
  const job = await jobs.run(plan, 'death' in blow ? {step, when: blow.death} : undefined);
  host.fault({kind: 'none'});
  if (job.endedAt === null || job.sentence === '') figures.lost += 1;
  if (way === 'undo') await takenBack(jobs, job);
  else {
    const last = await ended(jobs, job);
    assert.notDeepEqual(await found(bench), before);
    await takenBack(jobs, last);
  }
  const after = await found(bench);
  if (JSON.stringify(after) !== JSON.stringify(before)) figures.leftovers += 1;
  assert.deepEqual(after, before, 'nothing is left, and nothing is missing');
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

/** What an operator would find: the guests as the database has them, the forwards stored and live, and files of ours. */
async function found({host, transport}: Bench) {
  const guests = rowsOf(
    host.path('usr/jails/var/db/local.sqlite'),
    'SELECT jname, jid > 0 AS runs, status FROM jails ORDER BY jname',
  );
  const stored = globSync('jails-system/*/expose.sqlite', {cwd: host.path('usr/jails')})
    .sort()
    .map(file => [file, ...rowsOf(host.path(`usr/jails/${file}`), 'SELECT pin, pout, proto FROM expose ORDER BY pin')])
    .filter(([, ...rows]) => rows.length > 0);
  const {stdout} = await transport.read({argv: ['pfctl', '-P', '-s', 'nat']});
  const files = globSync('ftmp/construct-tui.*', {cwd: host.path('usr/jails')});
  return {guests, stored, live: stdout.split('\n').sort(), files};
}

function rowsOf(file: string, query: string): readonly unknown[] {
  const database = new DatabaseSync(file, {readOnly: true});
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

/** The call of a tool that belongs to this step, among those of the same name before it. */
function matchOf({steps}: Plan, step: number): {readonly on: string; readonly at: number} {
  const nameOf = (index: number): string => {
    const [tool = '', verb = ''] = steps[index]?.command?.argv ?? [];
    return tool.endsWith('cbsd') ? verb : tool;
  };
  const on = nameOf(step);
  return {on, at: steps.slice(0, step + 1).filter((_, index) => nameOf(index) === on).length};
}
