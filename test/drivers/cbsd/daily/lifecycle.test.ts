import assert from 'node:assert/strict';
import {test} from 'node:test';
import {dailyHost} from './host.ts';

test('a VM is paused and goes on, and everybody sees it meanwhile', async () => {
  const host = dailyHost();
  await host.act('start', 'vm1');
  const paused = await host.act('pause', 'vm1');
  assert.equal(paused.job.state, 'done', paused.notes.join('\n'));
  const {state, stateReason} = await host.guest('vm1');
  assert.deepEqual([state, stateReason], ['busy', 'paused']);
  assert.deepEqual((await host.wish('pause', 'vm1')).warnings, ['vm1 is paused.']);
  assert.match((await host.wish('stop', 'vm1')).refusals[0]?.reason ?? '', /paused/);
  assert.equal((await host.act('resume', 'vm1')).job.state, 'done');
  assert.equal((await host.guest('vm1')).state, 'running');
  assert.deepEqual((await host.wish('resume', 'vm1')).warnings, ['vm1 is not paused.']);
});

test('a pause is taken back by its undo', async () => {
  const host = dailyHost();
  await host.act('start', 'vm1');
  await host.undo(await host.act('pause', 'vm1'));
  assert.equal((await host.guest('vm1')).state, 'running');
});

test('a pause that CBSD only claims is not called done', async () => {
  const host = dailyHost();
  await host.act('start', 'vm1');
  host.fault({kind: 'lie', on: 'bpause'});
  const {job, notes} = await host.act('pause', 'vm1');
  assert.deepEqual([job.state, notes.at(-1)], ['failed', 'vm1 goes on']);
});

test('a jail cannot be paused, and the reason is CBSD’s', async () => {
  const host = dailyHost();
  await host.act('start', 'web1');
  assert.match((await host.wish('pause', 'web1')).refusals[0]?.reason ?? '', /jpause is broken/);
});

test('a paused VM can be switched off, and a jail without its own shutdown', async () => {
  const host = dailyHost();
  for (const name of ['vm1', 'web1']) await host.act('start', name);
  await host.act('pause', 'vm1');
  for (const name of ['vm1', 'web1']) {
    const {job, plan} = await host.act('kill', name);
    assert.equal(job.state, 'done');
    assert.match(plan.warnings.join('\n'), /power was cut|shutdown/);
    assert.equal((await host.guest(name)).state, 'stopped');
  }
  assert.match((await host.wish('kill', 'vm1')).warnings[0] ?? '', /already/);
});

test('a restart is a stop and a start, each looked at; what is off is not restarted', async () => {
  const host = dailyHost();
  assert.match((await host.wish('restart', 'web1')).refusals[0]?.reason ?? '', /not running/);
  await host.act('start', 'web1');
  const {job, plan, notes} = await host.act('restart', 'web1');
  assert.equal(job.state, 'done', notes.join('\n'));
  assert.deepEqual(
    plan.steps.map(({check}) => check?.id),
    ['guest-stopped', 'guest-running'],
  );
  assert.equal((await host.guest('web1')).state, 'running');
  host.fault({kind: 'lie', on: 'jstart'});
  const failed = await host.act('restart', 'web1');
  assert.equal(failed.job.state, 'failed');
  assert.match(failed.notes.at(-1) ?? '', /does not run web1/);
});
