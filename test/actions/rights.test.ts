import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {practiceHost} from '../helpers/practice-host.ts';
import {practiceSession} from '../helpers/practice-session.ts';

test('without a way to become root everything can be seen and nothing starts', async t => {
  const {world} = practiceHost(t);
  const {session, asked} = await practiceSession(world, {elevate: null});
  assert.equal(session.guests.snapshot().guests.length, 5);
  const answer = await session.start(session.plan('start', 'web1', {}), {});
  assert.ok('refusals' in answer);
  assert.deepEqual(
    answer.refusals.map(({code}) => code),
    ['no-rights'],
  );
  assert.match(answer.refusals[0]?.reason ?? '', /root.*sudo or doas/);
  assert.deepEqual(asked, []);
});

test('a session that only looks makes plans and starts none', async t => {
  const {session, asked} = await practiceSession(practiceHost(t).world, {readOnly: true});
  const plan = session.plan('start', 'web1', {});
  assert.equal(plan.steps.length, 1);
  const answer = await session.start(plan, {});
  assert.ok('refusals' in answer && answer.refusals[0]?.code === 'read-only');
  assert.deepEqual(asked, []);
});

test('a host whose database is damaged has no guests to show, but a reason, and plans nothing', async t => {
  const host = practiceHost(t);
  writeFileSync(host.path('usr/jails/var/db/local.sqlite'), 'no database');
  const {session} = await practiceSession(host.world);
  const {status, problems} = session.guests.snapshot();
  assert.equal(status, 'failed');
  assert.match(problems.join(), /local\.sqlite cannot be read/);
  assert.equal(session.plan('start', 'web1', {}).refusals[0]?.code, 'unreadable');
});

test('several who ask for a reading at once wait for the same one', async t => {
  const host = practiceHost(t);
  const {session} = await practiceSession(host.world);
  const before = host.log().length;
  await session.refresh();
  const once = host.log().length - before;
  await Promise.all([session.refresh(), session.refresh(), session.refresh()]);
  assert.equal(host.log().length - before, 2 * once);
});
