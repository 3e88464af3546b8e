import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Session} from '../../source/actions/session.ts';
import {fakePlan} from '../ui/fake-plans.ts';
import {fakeSession, jobOf} from '../ui/fake-session.ts';
import {tell} from './faked.ts';

test('who is told that nothing is to do hears of the job that is about to change it', async () => {
  const {session} = fakeSession();
  const still: Session = {
    ...session,
    plan: () => ({...fakePlan('stop', 'db1', {}), steps: [], warnings: ['db1 is stopped already.']}),
    jobs: async () => [
      jobOf('runs0001', fakePlan('start', 'db1', {})),
      jobOf('runs0002', fakePlan('start', 'app1', {})),
      {...jobOf('over0001', fakePlan('start', 'db1', {})), state: 'done', endedAt: 9000},
    ],
  };
  const told = await tell(still, ['stop', 'db1', '--yes']);
  assert.deepEqual([told.exit, told.out], [0, 'db1 is stopped already.']);
  assert.match(told.notes, /^Job runs0001 is at work on it just now: .*, by root$/);
});
