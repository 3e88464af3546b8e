import assert from 'node:assert/strict';
import {test} from 'node:test';
import {alertOf} from '../../source/terminal/alert.ts';
import {createPaints} from '../../source/ui/paints.ts';
import {drawJob} from '../../source/ui/screens/job/view.ts';
import {until} from '../helpers/until.ts';
import {at, type Driven, drive} from './drive.ts';
import {fakeSession} from './fake-session.ts';

const esc = '\u001b';
const line = (text: string, step = 1, stream: 'stdout' | 'stderr' = 'stdout') => ({step, stream, text});

/** A create job that runs, its screen in front. */
async function running() {
  const fake = fakeSession();
  const driven = drive(fake.session);
  driven.type(`c\r${'\r'.repeat(7)}`);
  await until('the job is in front', () => driven.front().place === 'job');
  return {...driven, driven, fake, run: () => driven.app.snapshot().world.runs.get('job00001')};
}

const heard = (driven: Driven, count: number) =>
  until('the lines are there', () => driven.app.snapshot().world.runs.get('job00001')?.lines.length === count);

test('Enter on a plan runs it once, however often it is pressed', async () => {
  const {type, fake} = await running();
  type('\r\r');
  assert.equal(fake.started.length, 1);
});

test('a started job takes its draft with it', async () => {
  const {fake} = await running();
  assert.equal(fake.drafts.size, 0);
});

test('the end of the output is followed until it is held, and again', async () => {
  const {type, driven, fake} = await running();
  fake.change(
    'job00001',
    {},
    Array.from({length: 50}, (_, index) => line(`line ${index}`)),
  );
  await heard(driven, 50);
  assert.equal(at(driven, 'job').held, null);
  type('k');
  assert.notEqual(at(driven, 'job').held, null);
  type('f');
  assert.equal(at(driven, 'job').held, null);
});

test('how long it will still take stands beside the time that it took, where there are grounds for it', async () => {
  const {driven, fake} = await running();
  const aside = (): string => {
    const {world} = driven.app.snapshot();
    return String(drawJob(at(driven, 'job'), world, createPaints(true)(world.preferences, 'dark')).aside);
  };
  assert.doesNotMatch(aside(), /left/);
  fake.change('job00001', {endsAt: driven.app.snapshot().world.now + 240_000});
  await until('it is told', () => /^running .*about 4 min left$/.test(aside()));
});

test('n shows the first word of the step that failed', async () => {
  const {type, driven, fake, run} = await running();
  const steps = run()?.job.steps.map((step, index) =>
    index === 1 ? {...step, state: 'failed' as const, exitCode: 1} : step,
  );
  const lines = [
    ...Array.from({length: 40}, () => line('fine')),
    line('no space left', 1, 'stderr'),
    ...Array.from({length: 40}, () => line('more')),
  ];
  fake.change(
    'job00001',
    {state: 'failed', endedAt: 9000, sentence: 'It did not become true.', ...(steps && {steps})},
    lines,
  );
  await heard(driven, 81);
  type('n');
  assert.equal(at(driven, 'job').held, 40);
});

test('its end is told wherever the operator is, and the host is looked at again', async () => {
  const {type, fake, flash} = await running();
  type(esc);
  const looks = fake.looks();
  fake.change('job00001', {state: 'done', endedAt: 9000, sentence: 'www1 runs at 10.0.0.14'});
  assert.equal(flash(), 'www1 runs at 10.0.0.14');
  assert.equal(fake.looks(), looks + 1);
});

test('what was said of a job while it ran goes with its end', async () => {
  const {type, driven, fake} = await running();
  type('\r');
  assert.match(driven.app.snapshot().flash?.text ?? '', /when it has ended/);
  fake.change('job00001', {state: 'done', endedAt: 9000, sentence: 'web1 runs'});
  await until('it has ended', () => driven.app.snapshot().world.runs.get('job00001')?.job.state === 'done');
  assert.equal(driven.app.snapshot().flash, null);
});

test('its end rings where another screen is in front, by a message where that is chosen, and not where it stands already', async () => {
  const away = await running();
  away.type(esc);
  away.fake.change('job00001', {state: 'done', endedAt: 9000, sentence: 'www1 runs'});
  assert.deepEqual(away.asked, ['send \u0007']);
  const there = await running();
  there.fake.change('job00001', {state: 'done', endedAt: 9000, sentence: 'www1 runs'});
  assert.deepEqual(there.asked, []);
  assert.equal(alertOf('osc9', 'www1 runs'), '\u001b]9;www1 runs\u0007');
  assert.equal(alertOf('none', 'www1 runs'), null);
});

test('what comes next can be copied or done', async () => {
  const {type, driven, fake, asked} = await running();
  fake.change('job00001', {
    state: 'done',
    endedAt: 9000,
    sentence: 'www1 runs at 10.0.0.14',
    next: [
      {kind: 'copy', title: 'Log in', text: 'cbsd jlogin www1'},
      {kind: 'action', title: 'Another like www1', action: 'create-jail', target: 'www1'},
    ],
  });
  type('\r\r');
  assert.ok(asked.includes('keep cbsd jlogin www1'));
  assert.ok(asked.some(text => text.startsWith('send \u001b]52;c;')));
  assert.equal(driven.front().place, 'job');
  type('\rj\r');
  await until('the form is open', () => driven.front().place === 'form');
  assert.equal(at(driven, 'form').answers.ver, '13.4');
  assert.match(driven.flash(), /as www1 has it/);
});

test('cancelling says what it means and starts no further step', async () => {
  const {type, flash, run} = await running();
  type('x');
  await until('it was said', () => run()?.job.state === 'cancelled');
  await until('it is told', () => flash().startsWith('No further step starts'));
});

test('a plan that the host refuses is made again and shown again, not run', async () => {
  const fake = fakeSession();
  const driven = drive(fake.session);
  fake.refuse([{field: 'ip4_addr', code: 'address-in-use', reason: '10.0.0.14 belongs to db1 now', owner: 'db1'}]);
  driven.type(`c\r${'\r'.repeat(7)}`);
  await until('a flash', () => driven.flash());
  assert.match(driven.flash(), /^Not run: 10.0.0.14 belongs to db1 now/);
  assert.equal(at(driven, 'plan').isStarting, false);
  assert.equal(fake.started.length, 0);
});

test('quiet hours ask once more, with the whole reason on the plan, and only then it runs', async () => {
  const fake = fakeSession();
  const reason =
    'These are quiet hours on this host: Fri 13:00 - Mon 08:00, and it is Sat 10:12 there (America/New_York)';
  const meant: (boolean | undefined)[] = [];
  const driven = drive({
    ...fake.session,
    async start(plan, secrets, inQuietHours) {
      meant.push(inQuietHours);
      return inQuietHours
        ? fake.session.start(plan, secrets)
        : {refusals: [{field: null, code: 'quiet-hours', reason, owner: null}]};
    },
  });
  driven.type(`c\r${'\r'.repeat(7)}`);
  await until('it asks', () => driven.flash());
  assert.match(driven.flash(), /^Quiet hours, .* if you mean it$/);
  assert.ok(driven.flash().length < 80);
  assert.equal(at(driven, 'plan').plan.warnings[0], reason);
  driven.type('\r');
  await until('the job is in front', () => driven.front().place === 'job');
  assert.deepEqual(meant, [false, true]);
});

test('a refused wish names its owner and Enter does not run it', () => {
  const driven = drive(fakeSession().session);
  driven.type(`c\rweb1${'\r'.repeat(6)}\r`);
  assert.equal(at(driven, 'plan').plan.refusals[0]?.owner, 'web1');
  assert.match(driven.flash(), /Refused: web1 is the name of a jail already/);
});

test('jobs that go on are known when one leaves', async () => {
  const {app, fake} = await running();
  assert.deepEqual(app.running(), ['job00001']);
  fake.change('job00001', {state: 'done', endedAt: 9000, sentence: 'done'});
  assert.deepEqual(app.running(), []);
});
