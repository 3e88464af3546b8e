import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {laptop} from '../helpers/laptop.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

const skip = needs('sshd') || needs('proc');
const patience = 120_000;

/** How often each changing command of cbsd was started. */
const timesOf = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(['jcreate', 'bstart', 'jstart'].map(name => [name, names.filter(one => one === name).length]));

test('a job on a far host lies there for everybody to see, and however often the connection is cut, each step runs once', {
  skip,
}, async t => {
  const {onFar, far, sshd} = await laptop(t);
  const {id} = JSON.parse((await onFar('create', 'jail', 'www1', '--yes', '--no-wait', '--json')).stdout).job;
  const journal = path.join(far.state, 'host/jobs', id, 'journal');
  const story = () => (existsSync(journal) ? readFileSync(journal, 'utf8') : '');
  for (const event of ['"type":"runner"', '"type":"step-start"', '"step":2', '"step":3']) {
    await until(`the journal tells ${event}`, () => story().includes(event), patience);
    sshd.cut();
  }
  await until('the job has ended', () => story().includes('"type":"end"'), patience);
  await until('the audit has it', () => existsSync(path.join(path.dirname(journal), 'audited')), patience);
  const [here, there] = [await onFar('jobs', id, '--json'), await far.run('jobs', id, '--json')].map(
    ({stdout}) => JSON.parse(stdout).job,
  );
  assert.equal(here.state, 'done', JSON.stringify(here));
  assert.deepEqual(here, there, 'the host itself tells the same');
  assert.deepEqual([timesOf(far.ran()).jcreate, timesOf(far.ran()).jstart], [1, 1]);
  const {audit} = JSON.parse((await far.run('jobs', 'audit', '--json')).stdout);
  assert.deepEqual(
    audit.map(({event}: {event: string}) => event),
    ['asked', 'ended'],
  );
  const undone = await onFar('jobs', 'undo', id, '--yes');
  assert.equal(undone.exit, 0, undone.stderr);
  assert.ok(!(await far.run('list', '--json')).stdout.includes('"www1"'));
});
