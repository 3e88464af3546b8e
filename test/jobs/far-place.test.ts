import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {after, type TestContext, test} from 'node:test';
import type {Desk} from '../../source/jobs/desk.ts';
import type {Order} from '../../source/jobs/events.ts';
import {openFarDesk} from '../../source/jobs/far/desk.ts';
import {openFarQueue} from '../../source/jobs/far/queue.ts';
import {holdJob, prelude, swapQueue, swapText} from '../../source/jobs/far/scripts.ts';
import {openFarState} from '../../source/jobs/far/state.ts';
import {closeLines} from '../../source/jobs/host.ts';
import {lifeOf, thisProcess} from '../../source/jobs/schedule/owner.ts';
import {atTheEnd} from '../helpers/at-the-end.ts';
import {needs} from '../helpers/skip.ts';
import {type Sshd, startSshd} from '../helpers/sshd.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';
import {plan} from './made.ts';

const skip = needs('sshd') || needs('proc');

const end = atTheEnd();
let daemon: Promise<Sshd> | undefined;
after(closeLines);

const startedHere = () => {
  daemon ??= startSshd(end);
  return daemon;
};

/** The jobs of one far host; `job` makes the folder of one that wants the name www1, and what its runner works with. */
async function host(t: TestContext) {
  const {destination} = await startedHere();
  const state = temporaryFolder(t);
  const far = {destination, state, elevate: []};
  const jobs = openFarState(far);
  const queue = openFarQueue(jobs, 4);
  const job = (id: string) => {
    const folder = path.join(state, 'jobs', id);
    mkdirSync(folder, {recursive: true});
    const itself = {name: 'far', driver: 'cbsd', practice: null};
    const order: Order = {id, plan: plan(), host: itself, by: 'alice', at: 1};
    writeFileSync(path.join(folder, 'order.json'), JSON.stringify(order));
    const ran = path.join(folder, 'ran');
    return {
      folder,
      /** A runner that has the job. */
      open: () => openFarDesk({...itself, far}, id),
      enter: () =>
        queue.enter({
          ...{job: id, title: id, by: 'alice', at: 1, owner: thisProcess()},
          touches: [{kind: 'name', id: 'www1', mode: 'change'}],
        }),
      step: ({host: {transport}}: Desk, run: string, script = 'echo ran >>"$1"') =>
        transport.execute({argv: ['/bin/sh', '-c', script, 'sh', ran], run}),
      times: () => (existsSync(ran) ? readFileSync(ran, 'utf8').trim().split('\n').length : 0),
    };
  };
  return {state, queue, jobs, job};
}

test('a runner that was silent for so long that another job has its place begins no step and writes no file any more', {
  skip,
}, async t => {
  const {job, state} = await host(t);
  const [one, two] = [job('one00001'), job('two00002')];
  const before = await one.open();
  assert.deepEqual(await one.enter(), {is: 'running'});
  assert.equal((await one.step(before, 'step-0')).exitCode, 0);
  await before.close(); // what is left of one that has been silent for too long
  const other = await two.open();
  assert.deepEqual(await two.enter(), {is: 'running'});
  const again = await one.open();
  const {ending, exitCode} = await one.step(again, 'step-1');
  assert.deepEqual([ending, exitCode, one.times()], ['displaced', null, 1]);
  const file = path.join(state, 'file');
  assert.equal(await again.host.transport.write(file, 'x', 0o600), 'displaced');
  assert.equal(existsSync(file), false);
  assert.equal((await two.step(other, 'step-0')).exitCode, 0, 'the other one goes on');
  assert.equal(await other.host.transport.write(file, 'x', 0o600), null);
  await Promise.all([again.close(), other.close()]);
});

test('a runner that comes back before anybody took its place goes on', {skip}, async t => {
  const {job, jobs, state} = await host(t);
  const one = job('one00001');
  const before = await one.open();
  await one.enter();
  await before.close();
  const again = await one.open();
  const queue = readFileSync(path.join(state, 'queue.json'), 'utf8');
  const told = await jobs.ask(swapQueue, [state, swapText, 'one00001'], `${queue}\n[]\n`);
  assert.equal(told.trim(), 'changed', 'who looked while it was away finds it back');
  assert.equal((await one.step(again, 'step-0')).exitCode, 0);
  await again.close();
});

test('a step that goes on is waited for, though its runner had no time to write its tool down', {skip}, async t => {
  const {job, state} = await host(t);
  const [one, two] = [job('one00001'), job('two00002')];
  const before = await one.open();
  await one.enter();
  const step = one.step(before, 'step-0', 'while [ ! -e "$1" ]; do sleep 0.05; done');
  await until('it runs', () => existsSync(path.join(one.folder, 'step-0/pid')));
  await before.close();
  const other = await two.open();
  const standing = await two.enter();
  assert.deepEqual([standing.is, 'orphans' in standing && standing.orphans], ['waiting', ['one00001']]);
  assert.equal(await lifeOf(state, 'one00001'), 'orphaned', 'the host itself says the same');
  writeFileSync(path.join(one.folder, 'ran'), '');
  await step;
  assert.equal(await lifeOf(state, 'one00001'), 'gone');
  await other.close();
});

test('while the lock of a job goes over to a runner that came back, nobody sees the job gone', {skip}, async t => {
  const {job, state, queue} = await host(t);
  const one = job('one00001');
  const folder = temporaryFolder(t);
  const go = path.join(folder, 'go');
  const slow = `#!/bin/sh\nwhile [ ! -e ${go} ]; do sleep 0.05; done\nexec /usr/bin/perl "$@"\n`;
  writeFileSync(path.join(folder, 'perl'), slow, {mode: 0o755});
  const keeper = (tools: string) => {
    const words = ['-c', `${prelude}${holdJob}`, 'sh', one.folder, '15'];
    const child = spawn('/bin/sh', words, {env: {PATH: `${tools}/usr/bin:/bin`}, stdio: ['pipe', 'pipe', 'ignore']});
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  const first = keeper('');
  await until('it holds the lock', () => first.stdout.readableLength > 0);
  await one.enter();
  keeper(`${folder}:`);
  await until('the first one has ended', () => first.signalCode === 'SIGKILL');
  assert.equal(await lifeOf(state, 'one00001'), 'alive');
  const standing = await job('two00002').enter();
  assert.deepEqual([standing.is, (await queue.claims()).length], ['contested', 1]);
  writeFileSync(go, '');
});

test('a job whose host is slow to let it into the queue, or to answer at all, comes in later instead of being refused', {
  skip,
}, async t => {
  const {job, state} = await host(t);
  const [one, {destination}] = [job('one00001'), await startedHere()];
  const hold = `import fcntl,time
f=open("${state}/queue.lock.sqlite","a"); fcntl.lockf(f,fcntl.LOCK_EX); print("held",flush=True); time.sleep(600)`;
  const holder = spawn('python3', ['-c', hold], {stdio: ['ignore', 'pipe', 'ignore']});
  t.after(() => holder.kill());
  await new Promise(resolve => holder.stdout.once('data', resolve));
  const queue = `${state}/queue.json`;
  const jobs = openFarState({destination, state, elevate: []});
  const told = await jobs.ask(swapQueue, [state, swapText], '-\n[]\n');
  assert.equal(told.trim(), 'changed', 'it is tried again');
  assert.equal(existsSync(queue), false);
  const entered = one.enter();
  holder.kill();
  assert.deepEqual(await entered, {is: 'running'});

  const patient = openFarState({destination, state, elevate: []}, {patient: true, timeoutMs: 1000});
  const slowOnce = '[ -e "$1/asked" ] && { echo here; exit; }; : >"$1/asked"; sleep 600';
  assert.equal((await patient.ask(slowOnce, [state])).trim(), 'here');
});
