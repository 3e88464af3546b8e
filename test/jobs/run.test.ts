import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Event, Order} from '../../source/jobs/events.ts';
import {foldJob} from '../../source/jobs/fold.ts';
import {type Bench, runPlan} from '../../source/jobs/run.ts';
import type {Plan, Verdict} from '../../source/model/plan.ts';
import {plan, scriptedDriver, scriptedTransport, step, truth} from './made.ts';

async function run(
  wish: Plan,
  options: Partial<Bench> & {
    verdicts?: readonly Verdict['truth'][];
    endings?: Parameters<typeof scriptedTransport>[0];
  } = {},
) {
  const events: Event[] = [];
  const {transport, ran, written} = scriptedTransport(options.endings);
  const verdicts = [...(options.verdicts ?? [])];
  await runPlan(wish, {
    transport,
    driver: scriptedDriver(async () => truth(verdicts.shift() ?? 'true', {address: '10.0.0.4'})),
    secrets: {},
    journal: async event => void events.push(event),
    output: () => {},
    hide: () => {},
    progress: () => {},
    cancelled: new AbortController().signal,
    ...options,
  });
  return {events, ran, written, job: fold(wish, events)};
}

const order = (wish: Plan): Order => ({
  id: 'j0000001',
  plan: wish,
  host: {name: 'lab', driver: 'scripted', practice: null},
  by: 'alice',
  at: 0,
});
const fold = (wish: Plan, events: readonly Event[], alive = false) => foldJob(order(wish), {events, alive});

test('a plan whose steps all proved true is done and says so with what the host told', async () => {
  const {job} = await run(plan(step('create'), step('start')));
  assert.equal(job.state, 'done');
  assert.equal(job.sentence, 'web1 runs at 10.0.0.4');
  assert.deepEqual(job.residue, []);
});

for (const [index, liar] of ['create', 'start'].entries()) {
  test(`a host that exits 0 and does nothing at ${liar} is never believed`, async () => {
    const {job, ran} = await run(plan(step('create'), step('start')), {
      verdicts: index === 0 ? ['false'] : ['true', 'false'],
    });
    assert.equal(job.state, 'failed');
    assert.equal(ran.length, index + 1, 'nothing runs after a step that did not become true');
    assert.match(job.sentence, new RegExp(`Failed: ${liar}`));
  });
}

test('a step that nobody can check makes the job unknown and stops it', async () => {
  const {job, ran} = await run(plan(step('create'), step('start')), {verdicts: ['unknown']});
  assert.equal(job.state, 'unknown');
  assert.equal(ran.length, 1);
  assert.match(job.sentence, /Not known: create/);
});

test('a check that breaks is an unknown, not a success', async () => {
  const {job} = await run(plan(step('create')), {
    driver: scriptedDriver(async () => {
      throw new Error('connection reset');
    }),
  });
  assert.equal(job.state, 'unknown');
  assert.match(job.sentence, /connection reset/);
});

test('a command that fails names its exit code, what was done and what was not started, and what is left', async () => {
  const {job} = await run(plan(step('fetch'), step('create'), step('start')), {
    endings: command => (command.argv[1] === 'create' ? {exitCode: 3} : {}),
  });
  assert.equal(job.state, 'failed');
  assert.match(job.sentence, /Failed: create \(exit code 3/);
  assert.match(job.sentence, /Done before that: fetch/);
  assert.match(job.sentence, /Not started: start/);
  assert.ok(job.residue.includes('web1: cbsd jremove jname=web1'));
});

test('a plan that took something for granted which no longer holds is not run', async () => {
  const reason = 'the name web1 was taken meanwhile';
  const {job, ran} = await run(plan(step('create')), {
    driver: scriptedDriver(
      async () => truth('true'),
      async () => [{field: 'jname', code: 'name-taken', reason, owner: 'web1'}],
    ),
  });
  assert.equal(ran.length, 0);
  assert.equal(job.state, 'failed');
  assert.equal(job.sentence, `Nothing was run: ${reason}`);
});

test('cancelling starts no further step and tells which were not started', async () => {
  const cancel = new AbortController();
  const {job, ran} = await run(plan(step('create'), step('start')), {
    cancelled: cancel.signal,
    endings: () => {
      cancel.abort();
      return {};
    },
  });
  assert.equal(ran.length, 1, 'the step that ran was left to end');
  assert.equal(job.state, 'cancelled');
  assert.match(job.sentence, /Done before that: create\. Not started: start/);
});

test('a secret reaches the file that needs it and nothing else', async () => {
  const canary = 'c4nary-5ecret';
  const {written, events, job} = await run(
    plan(
      step('write', {
        command: null,
        file: {path: '/usr/jails/ftmp/a', mode: 0o600, content: ["pw='", {secret: 'user_pw_root'}, "';\n"]},
        secrets: ['user_pw_root'],
      }),
    ),
    {secrets: {user_pw_root: canary}},
  );
  assert.equal(written.get('/usr/jails/ftmp/a'), `pw='${canary}';\n`);
  assert.equal(JSON.stringify([events, job]).includes(canary), false);
});

test('a step does not start when the journal cannot be written', async () => {
  const {transport, ran} = scriptedTransport();
  await assert.rejects(
    runPlan(plan(step('create')), {
      transport,
      driver: scriptedDriver(async () => truth('true')),
      secrets: {},
      journal: async () => {
        throw Object.assign(new Error('no space'), {code: 'ENOSPC'});
      },
      output: () => {},
      hide: () => {},
      progress: () => {},
      cancelled: new AbortController().signal,
    }),
  );
  assert.deepEqual(ran, []);
});

test('a step that was under way when its runner died is unknown', () => {
  const events: Event[] = [
    {type: 'runner', at: 1, pid: 1},
    {type: 'step-start', at: 2, step: 0},
  ];
  assert.equal(fold(plan(step('create')), events, true).state, 'running');
  const dead = fold(plan(step('create')), events);
  assert.equal(dead.state, 'unknown');
  assert.equal(dead.steps[0]?.state, 'unknown');
});
