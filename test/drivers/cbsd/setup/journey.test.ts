import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import {checkSetup} from '../../../../source/drivers/cbsd/setup/check.ts';
import {setFault} from '../../../../source/practice/fault.ts';
import {makeWorld} from '../../../practice/world.ts';
import {filesOf, ofThisMachine, setupHost} from './host.ts';

const blank = () => setupHost(makeWorld({world: 'blank', zfs: true}));

test('A blank host becomes one on which a jail can be made; a second set-up has nothing to do; undone, every file is as before', async () => {
  const host = blank();
  const [before, machine] = [filesOf(host.world), ofThisMachine()];
  const place = (target: string) => checkSetup({id: 'place-free', target, expect: {}, says: ''}, host.transport);
  assert.deepEqual(
    [(await place('/usr/jails')).truth, (await place('/usr/home')).truth, (await place('/etc')).truth],
    ['true', 'true', 'false'],
  );
  const job = await host.jobs.run(await host.plan());
  assert.equal(job.state, 'done', job.sentence);
  assert.equal(
    job.sentence,
    'lab.example.net is a CBSD node: jails and VMs can be created, and get out through 192.0.2.10; ' +
      'of 40 checks of the doctor 37 are well; to look at: Limits for jails (warn), A base for jails (warn), Clock (warn)',
  );

  const again = await host.plan();
  assert.deepEqual(
    [again.steps, again.refusals, again.warnings],
    [[], [], ['This host is set up: nothing has to be done.']],
  );

  const jail = await host.jobs.run(await host.create('www1'));
  assert.equal(jail.state, 'done', jail.sentence);
  const early = await host.jobs.recovery.undo(job.id);
  assert.match(early?.refusals[0]?.reason ?? '', /it has guests by now \(www1\): destroy them first/);
  const gone = await host.jobs.recovery.undo(jail.id);
  assert.equal((await host.jobs.run(gone ?? assert.fail())).state, 'done');

  const undo = await host.jobs.recovery.undo(job.id);
  assert.deepEqual(undo?.refusals, []);
  const undone = await host.jobs.run(undo ?? assert.fail());
  assert.equal(undone.state, 'done', undone.sentence);
  assert.deepEqual(filesOf(host.world), before);
  assert.match((await host.transport.read({argv: ['pw', 'usershow', 'cbsd']})).stdout, /:\/nonexistent:/);
  assert.deepEqual(ofThisMachine(), machine, 'nothing of this machine was touched');
});

test('A set-up that is only shown asks the host twice and writes nothing', async () => {
  const host = blank();
  const before = filesOf(host.world);
  const refuse = async (): Promise<never> => assert.fail('a plan changes nothing');
  let reads = 0;
  const read: typeof host.transport.read = (...asked) => {
    reads += 1;
    return host.transport.read(...asked);
  };
  const reading = {...host.transport, read, execute: refuse, follow: refuse, interactive: refuse, write: refuse};
  const survey = await cbsd.survey?.(reading, {user: 'alice', machine: 'laptop', publicKeys: []});
  assert.ok(survey && 'plan' in survey && survey.plan({}).steps.length > 10);
  assert.equal(reads, 2);
  assert.deepEqual(filesOf(host.world), before);

  const silent: typeof read = async asked => ({...(await read(asked)), exitCode: null, ending: 'timed-out'});
  const refused = await cbsd.survey?.({...reading, read: silent}, {user: 'alice', machine: 'laptop', publicKeys: []});
  assert.match(refused && 'reason' in refused ? refused.reason : '', /could not be looked at: timed-out/);
});

test('Without a network the package cannot be had; the job says so, changes no file, and goes on later', async () => {
  const host = blank();
  const before = filesOf(host.world);
  setFault(host.world, {kind: 'offline'});
  const job = await host.jobs.run(await host.plan());
  assert.match(job.sentence, /Failed: Install cbsd and tmux \(exit code 1, not installed: cbsd tmux\)/);
  assert.deepEqual(filesOf(host.world), before);
});
