import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Event} from '../../source/jobs/events.ts';
import {timeLeftInWords} from '../../source/jobs/time-left.ts';
import {endsAt, learnUsual, readUsual} from '../../source/jobs/usual.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {step} from './made.ts';

const steps = [step('jcreate'), step('jstart')];

const took = (...seconds: readonly number[]): readonly Event[] =>
  seconds.flatMap((each, index) => [
    {type: 'step-start', at: 0, step: index},
    {type: 'step-end', at: each * 1000, step: index, ending: 'exited', exitCode: 0, note: ''},
  ]);

test('a time is only told when each step that is to come was seen three times on this host', async t => {
  const state = temporaryFolder(t);
  for (const create of [40, 300, 50]) {
    assert.equal(endsAt(steps, [], await readUsual(state), 0), null);
    await learnUsual(state, steps, took(create, 10));
  }
  const usual = await readUsual(state);
  assert.equal(endsAt(steps, [], usual, 0), 60_000, 'the usual time, whatever happened once');
  assert.equal(endsAt(steps, [{type: 'step-start', at: 0, step: 0}], usual, 20_000), 60_000);
  assert.equal(endsAt(steps, [{type: 'step-start', at: 0, step: 0}], usual, 900_000), 910_000, 'never less than none');
  assert.equal(endsAt([...steps, step('jexec')], [], usual, 0), null);
});

test('a step that failed teaches nothing', async t => {
  const state = temporaryFolder(t);
  await learnUsual(state, steps, [
    {type: 'step-start', at: 0, step: 0},
    {type: 'step-end', at: 100, step: 0, ending: 'exited', exitCode: 1, note: ''},
  ]);
  assert.deepEqual(await readUsual(state), {});
});

test('the time left is told while it runs, in words, and not once it is over', () => {
  assert.equal(timeLeftInWords({state: 'running', endsAt: 240_000}, 0), 'about 4 min left');
  assert.equal(timeLeftInWords({state: 'running', endsAt: 40_000}, 10_000), 'about 30 s left');
  for (const [state, endsAt] of [
    ['running', null],
    ['running', 5_000],
    ['waiting', 240_000],
  ] as const)
    assert.equal(timeLeftInWords({state, endsAt}, 0), '');
});
