import assert from 'node:assert/strict';
import {globSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {after, describe, test} from 'node:test';
import {cbsd} from '../../source/drivers/cbsd/index.ts';
import type {Job} from '../../source/model/job.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {type Death, memoryJobs} from '../helpers/memory-jobs.ts';
import {practiceHost} from '../helpers/practice-host.ts';

/** One world for all of them, looked at once: every test makes guests of its own and leaves it as it was. */
const host = practiceHost({after: (clean: () => void) => after(clean)});
const transport = createPracticeTransport(host.world);
const jobs = memoryJobs({driver: cbsd, transport});

const look = async () => {
  const probe = await cbsd.probe(transport);
  assert.ok(probe);
  return cbsd.inspect(transport, probe, {user: 'alice', machine: 'laptop', publicKeys: []});
};
const first = await look();

const jail = (name: string) =>
  first.plan('create-jail', name, {jname: name, ver: 'empty', pkg_bootstrap: '0', ip4_addr: '10.0.0.31'});
const vm = (name: string) => first.plan('create-vm', name, {jname: name});

/** Goes on with a job, by a runner that dies at the given place or lives. */
async function goOn(job: Job, death?: Death): Promise<Job> {
  const rest = await jobs.recovery.retry(job.id);
  assert.ok(rest);
  assert.deepEqual(rest.refusals, []);
  return jobs.run(rest, death);
}

async function takeBack(job: Job): Promise<void> {
  const way = await jobs.recovery.undo(job.id);
  assert.ok(way);
  assert.deepEqual(way.refusals, []);
  isDone(await jobs.run(way));
}

/** What an operator would find: the guests as the database has them, and files of ours. */
function found() {
  const database = new DatabaseSync(host.path('usr/jails/var/db/local.sqlite'), {readOnly: true});
  const guests = database.prepare('SELECT jname, jid, status, maintenance FROM jails ORDER BY jname').all();
  database.close();
  return {guests, files: globSync('ftmp/construct-tui.*', {cwd: host.path('usr/jails')})};
}

const isUnknown = (job: Job) => assert.equal(job.state, 'unknown', job.sentence);
const isDone = (job: Job) => assert.equal(job.state, 'done', job.sentence);

describe('after its runner was killed', () => {
  test('a VM is finished although it died at every step in turn, and then taken back whole', async () => {
    const before = found();
    const fetched = await jobs.run(vm('clu1'), {step: 0, when: 'unseen'});
    isUnknown(fetched);
    const written = await goOn(fetched, {step: 0, when: 'unchecked'});
    isUnknown(written);
    const made = await goOn(written, {step: 2, when: 'begun'});
    isUnknown(made);
    const started = await goOn(made, {step: 1, when: 'unseen'});
    isUnknown(started);
    const rest = await jobs.recovery.retry(started.id);
    assert.deepEqual(rest?.steps, [], 'the host says that it runs: nothing is left to do');
    assert.equal(rest.warnings[0], 'Done by now: Start VM clu1 (the kernel runs clu1)');

    await takeBack(started);
    assert.deepEqual(found(), before);
  });

  test('a stop and a removal are gone on with, or found to be done', async () => {
    isDone(await jobs.run(first.plan('start', 'web1', {})));
    const running = await look();
    const stopping = await jobs.run(running.plan('stop', 'web1', {}), {step: 0, when: 'begun'});
    isUnknown(stopping);
    isDone(await goOn(stopping));
    const removing = await jobs.run(first.plan('destroy', 'web1', {}), {step: 0, when: 'begun'});
    isUnknown(removing);
    assert.deepEqual([removing.undoable, removing.lasting], [false, ['Remove jail web1']]);
    const removed = await goOn(removing, {step: 0, when: 'unseen'});
    isUnknown(removed);
    const rest = await jobs.recovery.retry(removed.id);
    assert.deepEqual([rest?.steps, rest?.refusals], [[], []]);
  });
});

test('what a killed tool left is taken back first and made again, or only taken back', async () => {
  const before = found();
  host.fault({kind: 'kill', on: 'jcreate'});
  const killed = await jobs.run(jail('www2'));
  assert.equal(killed.state, 'failed');
  assert.match(killed.sentence, /Failed: Create jail www2 \(ended by a signal; www2 is in maintenance/);
  host.fault({kind: 'kill', on: 'jstart'});
  const half = await goOn(killed);
  assert.equal(half.state, 'failed');
  assert.match(half.sentence, /Done before that: Take back what is left of: Create jail www2, /);
  host.fault({kind: 'none'});
  await takeBack(half);
  assert.deepEqual(found(), before);
});
