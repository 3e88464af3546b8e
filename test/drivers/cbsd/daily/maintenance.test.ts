import assert from 'node:assert/strict';
import {test} from 'node:test';
import {dailyHost} from './host.ts';

/** vm1 as a `bstop` leaves it that was killed midway (cbsd-ops 5.1). */
function broken() {
  const host = dailyHost();
  host.behind(world =>
    world.change('local', "UPDATE jails SET status = 3, maintenance = 'Stopping_VM' WHERE jname = 'vm1'"),
  );
  return host;
}

test('a guest that a broken stop left in maintenance comes out of it, and starts again', async () => {
  const host = broken();
  const refused = await host.wish('start', 'vm1');
  assert.match(refused.refusals[0]?.reason ?? '', /maintenance: Stopping_VM.*construct-tui end maintenance vm1/);
  const {job, notes} = await host.act('end-maintenance', 'vm1');
  assert.equal(job.state, 'done', notes.join());
  assert.equal((await host.guest('vm1')).state, 'stopped');
  assert.deepEqual((await host.wish('start', 'vm1')).refusals, []);
  const again = await host.wish('end-maintenance', 'vm1');
  assert.deepEqual([again.steps, again.warnings], [[], ['vm1 is not in maintenance.']]);
});

test('the mark stays while a bhyve of the guest lives', async () => {
  const host = dailyHost();
  await host.act('start', 'vm1');
  host.behind(world =>
    world.change('local', "UPDATE jails SET status = 3, maintenance = 'Stopping_VM' WHERE jname = 'vm1'"),
  );
  const {job} = await host.act('end-maintenance', 'vm1');
  assert.equal(job.state, 'failed');
  assert.match(job.sentence, /nothing works for vm1 \(.*bhyve/);
  assert.equal((await host.guest('vm1')).stateReason, 'maintenance: Stopping_VM');
});

test('the ways to a running VM’s screen are told, its password only by the command that asks for it', async () => {
  const host = dailyHost();
  assert.equal((await host.guest('vm1')).ways, undefined, 'the port of its last run is not its own');
  await host.act('start', 'vm1');
  assert.deepEqual(
    (await host.guest('vm1')).ways?.map(({text}) => text),
    [
      '127.0.0.1:5900',
      'ssh -L 5900:127.0.0.1:5900 alice@192.0.2.10',
      'vncviewer 127.0.0.1:5900',
      'cbsd bget jname=vm1 mode=quiet vnc_password',
    ],
  );
});
