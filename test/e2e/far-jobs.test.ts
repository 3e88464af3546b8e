import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {openSession} from '../../source/actions/open-session.ts';
import {reachHost} from '../../source/actions/reach-host.ts';
import {createFarJobStore} from '../../source/jobs/far/store.ts';
import {closeLines} from '../../source/jobs/host.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import {readUsual} from '../../source/jobs/usual.ts';
import {noDrafts} from '../../source/settings/drafts.ts';
import {defaultSettings} from '../../source/settings/hosts.ts';
import {laptop} from '../helpers/laptop.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

const skip = needs('sshd') || needs('proc');

test('a job on a far host lies there for everybody to see, and however often the connection is cut, each step runs once', {
  skip,
}, async t => {
  const {far, sshd, state} = await laptop(t);
  const settings = {...defaultSettings, ssh: 'far', sshConfig: sshd.destination.config ?? '', practice: far.world};
  const host = await reachHost('far', settings);
  assert.ok(host?.far);
  t.after(closeLines);
  const jobs = createFarJobStore(host, host.far, path.join(state, 'runners'), async () => freeTerms);
  const session = openSession({host, elevate: host.far.elevate, jobs, drafts: noDrafts});
  await session.refresh();

  const started = await session.start(session.plan('create-jail', 'www1', {}), {});
  assert.ok('job' in started, JSON.stringify(started));
  const folder = path.join(far.state, 'host/jobs', started.job);
  const story = () =>
    existsSync(path.join(folder, 'journal')) ? readFileSync(path.join(folder, 'journal'), 'utf8') : '';
  for (const event of ['"type":"runner"', '"type":"step-start"', '"step":2', '"step":3']) {
    await until(`the journal tells ${event}`, () => story().includes(event));
    sshd.cut();
  }
  await until('the audit has its end', () => existsSync(path.join(folder, 'audited')));

  const onItself = createJobStore(path.join(far.state, 'host'), async () => freeTerms);
  const [here, there] = [await untilRead(() => session.job(started.job)), await onItself.read(started.job)];
  assert.equal(here?.state, 'done', JSON.stringify(here));
  assert.deepEqual(here, there, 'the host itself tells the same');
  const learnt = () => readUsual(path.join(far.state, 'host'));
  await until('the host knows how long its steps take', async () => 'cbsd jstart' in (await learnt()));
  const times = (command: string) => far.ran().filter(one => one === command).length;
  assert.deepEqual([times('jcreate'), times('jstart')], [1, 1]);
  assert.deepEqual(
    (await onItself.audit()).map(({event}) => event),
    ['asked', 'ended'],
  );
});

/** Our own connection was cut too, and comes back with its next use. */
async function untilRead<T>(read: () => Promise<T>): Promise<T> {
  return read().catch(read);
}
