import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Session} from '../../source/actions/session.ts';
import {menuOf} from '../../source/commands/linear/menu.ts';
import type {Job} from '../../source/model/job.ts';
import {fakePlan} from '../ui/fake-plans.ts';
import {fakeSession, jobOf} from '../ui/fake-session.ts';
import {talkTo} from './conversations.ts';

const over: Partial<Job> = {endedAt: 9000, askedAt: 2};
const failed: Partial<Job> = {...over, state: 'failed', sentence: 'Step 2 failed: no space', undoable: false};

type Transcript = {
  readonly title: string;
  /** The job that it is about; beside it stands one that the verb has nothing to do with. */
  readonly job: Partial<Job>;
  readonly other: Partial<Job>;
  readonly answers: readonly string[];
  readonly says: RegExp;
  /** The plan that runs at its end, and what else the host is told. */
  readonly runs?: string;
  readonly told?: string;
};

const transcripts: readonly Transcript[] = [
  {
    title: 'Take a job back',
    job: {...over, state: 'done'},
    other: failed,
    answers: ['', 'y'],
    says: /1\. lost0001, done: Create jail www1.*, by root\nId of the job \(or its number\) \[lost0001\]: \n[\s\S]*Undo: Create jail www1[\s\S]*Run it on node1\? \[y\/N\] y\n[\s\S]*www1 is as planned/,
    runs: 'undo www1',
  },
  {
    title: 'Go on with a job',
    job: failed,
    other: {...over, state: 'done'},
    answers: ['1', 'y'],
    says: /1\. lost0001, failed: [\s\S]*Go on: Create jail www1[\s\S]*Run it on node1\? \[y\/N\] y\n[\s\S]*www1 is as planned/,
    runs: 'create-jail www1',
  },
  {
    title: 'Leave what a job left as it is',
    job: {...failed, residue: ['/usr/jails/jails-data/www1-data']},
    other: {...over, state: 'done'},
    answers: [''],
    says: /Job lost0001 is marked: what it left stays as it is\n +left behind: \/usr/,
    told: 'leave lost0001',
  },
  {
    title: 'Cancel a job',
    job: {},
    other: failed,
    answers: ['lost0001'],
    says: /Job lost0001 starts no further step; none was running/,
    told: 'cancel lost0001',
  },
  {
    title: 'Kill a tool that asks without end',
    job: {asks: 'Continue? [y/n]', tool: {pid: 4711, step: 1, mark: '1'}},
    other: failed,
    answers: ['', 'y'],
    says: /Process 4711 prints without end: Continue\?[\s\S]*half done[\s\S]*Kill it on node1\? \[y\/N\] y$/m,
    told: 'kill lost0001',
  },
  {
    title: 'Follow a job to its end',
    job: {},
    other: failed,
    answers: [''],
    says: /1\. lost0001, running: [\s\S]*www1 runs/,
  },
];

for (const {title, job, other, answers, says, runs, told} of transcripts)
  test(`${title}: by answers alone, the job found by its number, its id or Enter`, async () => {
    const fake = fakeSession();
    const plan = fakePlan('create-jail', 'www1', {});
    fake.add({...jobOf('lost0001', plan), ...job});
    fake.add({...jobOf('lost0002', fakePlan('create-jail', 'www2', {})), ...other});
    const number = menuOf(fake.session).findIndex(line => line.title === title) + 1;
    assert.ok(number > 0, `${title} is in the menu`);
    const text = await talkTo(ending(fake), [`${number}`, ...answers, 'q']);
    assert.match(text.slice(text.indexOf('or q to leave: ')), says);
    assert.doesNotMatch(text, /2\. lost0002/, 'what the verb has nothing to do with is not offered');
    assert.deepEqual(
      fake.started.map(({plan: {action, target}}) => `${action} ${target}`),
      runs ? [runs] : [],
    );
    assert.deepEqual(fake.said, told ? [told] : []);
  });

const done = (sentence: string): Partial<Job> => ({state: 'done', endedAt: 9000, sentence});

/** Jobs come to their end as soon as somebody follows them. */
function ending(fake: ReturnType<typeof fakeSession>): Session {
  const ends = new Map<string, string>();
  return {
    ...fake.session,
    async start(plan, secrets, meant) {
      const answer = await fake.session.start(plan, secrets, meant);
      if ('job' in answer) ends.set(answer.job, `${plan.target} is as planned`);
      return answer;
    },
    follow(id, listener) {
      const stop = fake.session.follow(id, listener);
      queueMicrotask(() => fake.change(id, done(ends.get(id) ?? 'www1 runs at 10.0.0.14')));
      return stop;
    },
  };
}

test('a verb that no job waits for says so, and Enter names nothing', async () => {
  const fake = fakeSession();
  const number = menuOf(fake.session).findIndex(({title}) => title === 'Take a job back') + 1;
  const text = await talkTo(fake.session, [`${number}`, '', 'q']);
  assert.match(text, /There is no job for this now\.\nId of the job: \nNo job was named, so nothing was done/);
});

test('a guest is named by its number too', async () => {
  const fake = fakeSession();
  const number = menuOf(fake.session).findIndex(({title}) => title === 'Start a guest') + 1;
  const text = await talkTo(ending(fake), [`${number}`, '2', 'y', 'q']);
  assert.match(text, / 2\. db1, jail, stopped\n/);
  assert.deepEqual(
    fake.started.map(({plan: {action, target}}) => `${action} ${target}`),
    ['start db1'],
  );
});
