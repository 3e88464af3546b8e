import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Job, JobState} from '../../source/model/job.ts';
import {until} from '../helpers/until.ts';
import {at, drive} from './drive.ts';
import {fakePlan} from './fake-plans.ts';
import {fakeSession, jobOf} from './fake-session.ts';
import {mountApp} from './mount-app.ts';

const esc = '\u001b';

/** A job of another operator's that ended at some time in some way. */
const old = (id: string, target: string, state: JobState, more: Partial<Job> = {}): Job => ({
  ...jobOf(id, fakePlan('create-jail', target, {})),
  ...{state, by: 'bob', askedAt: Number(id.replace(/\D/g, '')), endedAt: 9000, sentence: `${target}: ${state}`},
  undoable: state !== 'running' && state !== 'undone',
  ...more,
});

function screenWith(...jobs: readonly Job[]) {
  const fake = fakeSession();
  for (const job of jobs) fake.add(job);
  return {fake, driven: drive(fake.session)};
}

test('u names the newest job that can be taken back, whoever gave it, and shows its plan before anything runs', async () => {
  const {fake, driven} = screenWith(
    old('job1', 'one', 'done'),
    old('job2', 'two', 'done'),
    old('job3', 'three', 'undone'),
    old('job4', 'four', 'running', {endedAt: null}),
  );
  driven.type('u');
  await until('its plan is in front', () => driven.front().place === 'plan');
  assert.match(at(driven, 'plan').plan.title, /^Undo: Create jail two/);
  assert.match(driven.flash(), /^This takes back job job2 by bob: Create jail two/);
  assert.equal(fake.started.length, 0);
  driven.type('\r');
  await until('it was started', () => fake.started.length === 1);
  assert.deepEqual(fake.started[0]?.plan.follows, {kind: 'undo', job: 'job2'});
  driven.close();
});

test('u on a guest means the newest job of that guest', async () => {
  const {driven} = screenWith(old('job1', 'web1', 'done'), old('job2', 'two', 'done'));
  driven.type('G\ru');
  await until('its plan is in front', () => driven.front().place === 'plan');
  assert.match(driven.flash(), /takes back job job1/);
  driven.close();
});

test('u says so where there is nothing to take back', async () => {
  const {driven} = screenWith();
  driven.type('u');
  await until('it is told', () => driven.flash() !== '');
  assert.equal(driven.flash(), 'There is no job on this host that can be taken back');
  assert.equal(driven.front().place, 'guests');
});

test('taking back what claimed a new name wants it typed: by now there may be data behind it', async () => {
  const fake = fakeSession();
  fake.add(old('job1', 'one', 'done'));
  const {undo} = fake.session.recovery;
  const session = {
    ...fake.session,
    recovery: {
      ...fake.session.recovery,
      async undo(id: string) {
        const plan = await undo(id);
        return plan && {...plan, touches: [{kind: 'name', id: 'one', mode: 'change'} as const]};
      },
    },
  };
  const driven = drive(session);
  driven.type('u');
  await until('its plan is in front', () => driven.front().place === 'plan');
  driven.type('\rtwo\r');
  assert.equal(driven.flash(), 'Not run: that is not one');
  assert.equal(fake.started.length, 0);
  driven.type('\u0015one\r');
  await until('it was started', () => fake.started.length === 1);
  driven.close();
});

test('a job in the list is gone on with, left and cancelled by its key, and refuses what has no place in its state', async () => {
  const {fake, driven} = screenWith(
    old('job1', 'one', 'failed'),
    old('job2', 'two', 'running', {endedAt: null}),
    old('job3', 'three', 'done'),
  );
  driven.type('J');
  await until('the list is read', () => driven.app.snapshot().world.jobs?.length === 3);
  const on = (id: string, key: string): void => {
    const screen = at(driven, 'jobs');
    driven.type(screen.cursor === id ? '' : 'g');
    while (at(driven, 'jobs').cursor !== id) driven.type('j');
    driven.type(key);
  };
  on('job2', 'x');
  await until('it was said', () => fake.said.includes('cancel job2'));
  on('job3', 'R');
  assert.match(driven.flash(), /^Only a job that ended badly/);
  on('job3', 'x');
  assert.equal(driven.flash(), 'It has ended already');
  on('job1', 'R');
  await until('its plan is in front', () => driven.front().place === 'plan');
  assert.match(at(driven, 'plan').plan.title, /^Go on: Create jail one/);
  driven.type(esc);
  on('job1', 'L');
  await until('it was said', () => fake.said.includes('leave job1'));
  await until('it is read anew', () => driven.app.snapshot().world.jobs?.some(({left}) => left !== null));
  on('job1', 'L');
  assert.equal(driven.flash(), 'Nothing of this job is open');
  assert.equal(fake.started.length, 0);
  driven.close();
});

test('going on with a job asks again for the secret that no journal keeps, and never shows it', async () => {
  const fake = fakeSession();
  fake.add(old('job1', 'one', 'failed'));
  const {retry} = fake.session.recovery;
  const session = {
    ...fake.session,
    recovery: {
      ...fake.session.recovery,
      async retry(id: string) {
        const plan = await retry(id);
        return (
          plan && {...plan, steps: plan.steps.map(step => (step.file ? {...step, secrets: ['user_pw_root']} : step))}
        );
      },
    },
  };
  const screen = mountApp(session);
  screen.type('J');
  await screen.see('bob');
  screen.type('R');
  await screen.see('Plan: Go on');
  screen.type('\r');
  await screen.see('user_pw_root is kept nowhere');
  screen.type('\r');
  await screen.see('user_pw_root needs a value');
  screen.type('\rs3cret!');
  const shown = await screen.see('*******');
  assert.doesNotMatch(shown, /s3cret/);
  screen.type('\r');
  await until('it was started', () => fake.started.length === 1);
  assert.deepEqual(fake.started[0]?.secrets, {user_pw_root: 's3cret!'});
  screen.unmount();
});

test('a tool that asks without end is killed only from a list that says what comes of it', async () => {
  const tool = {step: 1, pid: 4711, mark: 'm'};
  const {fake, driven} = screenWith(old('job1', 'one', 'running', {endedAt: null, asks: 'y/n?', tool}));
  driven.type('J');
  await until('the list is read', () => driven.app.snapshot().world.jobs !== null);
  driven.type('\r');
  await until('the job is there', () => driven.app.snapshot().world.runs.size > 0);
  driven.type('K');
  assert.match(at(driven, 'picker').rows[1]?.note ?? '', /half done stays/);
  driven.type('\r');
  assert.deepEqual(fake.said, []);
  driven.type('Kj\r');
  await until('it was said', () => fake.said.includes('kill job1'));
  driven.close();
});

const states: readonly (readonly [what: string, job: Job, ways: readonly RegExp[]])[] = [
  [
    'waits',
    old('job1', 'one', 'waiting', {
      endedAt: null,
      startedAt: null,
      waitsFor: [{job: 'j9', title: 'Stop it', by: 'carol'}],
    }),
    [/Waits for job j9: Stop it, by carol/, /x Cancel/],
  ],
  ['runs', old('job1', 'one', 'running', {endedAt: null}), [/x Cancel/]],
  ['is done', old('job1', 'one', 'done'), [/u {2}shows the plan that takes back what it did/]],
  [
    'failed',
    old('job1', 'one', 'failed', {residue: ['one: cbsd jremove one']}),
    [/left behind: one: cbsd/, /R {2}shows the plan that goes on/, /u {2}shows the plan/, /L {2}marks it/],
  ],
  [
    'is unknown, its tool alive',
    old('job1', 'one', 'unknown', {tool: {step: 1, pid: 4711, mark: 'm'}}),
    [/Process 4711 still works on it/, /R {2}shows/],
  ],
  ['was cancelled', old('job1', 'one', 'cancelled'), [/R {2}shows/, /u {2}shows/]],
  [
    'was taken back',
    old('job1', 'one', 'undone', {followedBy: [{kind: 'undo', job: 'j9', state: 'done'}]}),
    [/Taken back by j9: done/],
  ],
  [
    'was left',
    old('job1', 'one', 'failed', {left: {by: 'carol', at: 1}}),
    [/Left as it is by carol/, /u {2}shows the plan/],
  ],
  [
    'asks',
    old('job1', 'one', 'running', {endedAt: null, asks: 'really? [y/n]', tool: {step: 1, pid: 4711, mark: 'm'}}),
    [/nobody can answer: really\? \[y\/n\]/, /K {2}offers to kill/],
  ],
];

for (const [what, job, ways] of states)
  test(`a job that ${what} shows its ways on at 80x24`, async () => {
    const {fake} = screenWith(job);
    const screen = mountApp(fake.session);
    screen.type('J');
    await screen.see('bob');
    screen.type('\r');
    for (const way of ways) await screen.see(way);
    screen.unmount();
  });

test('jobs are found by guest, person, time and result beside plain words', async () => {
  const {driven} = screenWith(old('job1', 'one', 'failed'), old('job2', 'two', 'done', {by: 'carol'}));
  const found = async (filter: string) => {
    driven.type(`${esc}${esc}J`);
    await until('the list is read', () => driven.app.snapshot().world.jobs !== null);
    driven.type(`/\u0015${filter}\r`);
    const {visibleJobs} = await import('../../source/ui/screens/jobs/state.ts');
    return visibleJobs(at(driven, 'jobs'), driven.app.snapshot().world).map(({id}) => id);
  };
  assert.deepEqual(await found('guest:one'), ['job1']);
  assert.deepEqual(await found('by:carol'), ['job2']);
  assert.deepEqual(await found('result:f,unk'), ['job1']);
  assert.deepEqual(await found('result:done create'), ['job2']);
  assert.deepEqual(await found('since:1970-01-02'), []);
  assert.deepEqual((await found('since:2h')).length, 2);
  driven.close();
});

test('keys typed while a plan is awaited are for that plan, and Esc lets go of it: nothing opens under a key meant for something else', async () => {
  const {fake, driven} = screenWith(old('job1', 'one', 'done'));
  driven.type('uq');
  assert.deepEqual(driven.asked, []);
  await until('q was for the plan', () => driven.asked.includes('leave 0'));
  assert.equal(driven.front().place, 'plan');
  driven.type(esc);
  driven.type(`u${esc}`);
  driven.type('\r');
  assert.equal(driven.front().place, 'guest');
  await new Promise(resolve => setImmediate(resolve)); // the answer is there by now, and nobody waits for it
  assert.equal(driven.front().place, 'guest');
  assert.equal(fake.started.length, 0);
  driven.close();
});

test('where no job is, the footer offers nothing to do with one', async t => {
  const mounted = mountApp(fakeSession().session);
  t.after(mounted.unmount);
  mounted.type('J');
  const screen = await mounted.see('No job has run');
  assert.doesNotMatch(screen, /Cancel|Go on|Undo|Open/);
  assert.match(screen, /\/ Filter/);
});
