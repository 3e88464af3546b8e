import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Touch} from '../../../source/model/plan.ts';
import {temporaryFolder} from '../../helpers/temporary-folder.ts';
import {race, raceAnew, startRacers} from './race.ts';

const limit = 5000;
const name: Touch = {kind: 'name', id: 'web1', mode: 'change'};
const guest: Touch = {kind: 'guest', id: 'web1', mode: 'change'};

test('twenty processes want one name, port or address at once: one wins, the others are told who, 50 times', async t => {
  const state = temporaryFolder(t);
  const racers = await startRacers(state, 20);
  let longest = 0;
  for (let round = 0; round < 50; round++) longest = Math.max(longest, await race(state, racers, round));
  await Promise.all(racers.map(racer => racer.kill()));
  t.diagnostic(`the longest wait was ${Math.round(longest)} ms`);
  assert.ok(longest < limit, `${longest} ms`);
});

test('the same with processes that have only just started', async t => {
  assert.ok((await raceAnew(temporaryFolder(t), 1)) < limit);
});

test('what a killed owner had claimed is free at once, and its place in the queue goes to the next', async t => {
  const [owner, second, third] = await startRacers(temporaryFolder(t), 3);
  assert.ok(owner && second && third);
  const enter = (touches: readonly Touch[]) => ({do: 'enter', touches, at: 0}) as const;
  assert.equal((await owner.tell(enter([name, guest]))).is, 'running');
  assert.equal((await second.tell(enter([name]))).holder, owner.job);
  assert.equal((await third.tell(enter([guest]))).is, 'waiting');
  await owner.kill();
  assert.equal((await second.tell(enter([name]))).is, 'running');
  assert.equal((await third.tell({do: 'turn'})).is, 'running');
  await Promise.all([second.kill(), third.kill()]);
});

test('a waiting job that is killed holds nobody up', async t => {
  const [owner, second, third] = await startRacers(temporaryFolder(t), 3);
  assert.ok(owner && second && third);
  const enter = {do: 'enter', touches: [guest], at: 0} as const;
  assert.equal((await owner.tell(enter)).is, 'running');
  assert.equal((await second.tell(enter)).is, 'waiting');
  assert.equal((await third.tell(enter)).is, 'waiting');
  await second.kill();
  await owner.tell({do: 'leave'});
  assert.equal((await third.tell({do: 'turn'})).is, 'running');
  await Promise.all([owner.kill(), third.kill()]);
});
