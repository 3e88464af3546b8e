import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import type {Job} from '../../../../source/model/job.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import type {Death} from '../../../helpers/memory-jobs.ts';
import {type ExposeHost, exposeHost} from './host.ts';

const eight = Array.from({length: 8}, (_, index) => `${8201 + index}:${1 + index}`).join(' ');

const free = (plan: Plan | null): Plan => {
  assert.ok(plan);
  assert.deepEqual(plan.refusals, []);
  return plan;
};

const done = (job: Job): Job => {
  assert.equal(job.state, 'done', job.sentence);
  return job;
};

/** Stored and live, as an operator would find them. */
const found = async (host: ExposeHost) => ({
  rules: [...(await host.rules())].sort(),
  forwards: (await host.look()).forwards.map(each => [each.guest, each.hostPort, each.stored, each.live]),
});

/** web1 runs and has a forward of its own already. */
async function web1Runs(): Promise<ExposeHost> {
  const host = exposeHost();
  await host.cbsd('jstart jname=web1');
  return host;
}

const deaths: readonly Death[] = [
  {step: 0, when: 'unchecked'},
  {step: 3, when: 'unseen'},
];

for (const death of deaths)
  test(`eight ports whose runner died ${death.when} at number ${death.step + 1} are gone on with, and taken back without a trace`, async () => {
    const host = await web1Runs();
    const before = await found(host);
    const dead = await host.jobs.run(free((await host.look()).plan('expose', 'web1', {ports: eight})), death);
    assert.equal(dead.state, 'unknown');
    const rest = free(await host.jobs.recovery.retry(dead.id));
    const last = rest.steps.length === 0 ? dead : done(await host.jobs.run(rest));
    assert.equal((await found(host)).forwards.filter(([guest, , , live]) => guest === 'web1' && live).length, 9);
    done(await host.jobs.run(free(await host.jobs.recovery.undo(last.id))));
    assert.deepEqual(await found(host), before);
  });

test('ports of a stopped guest are taken back without making live what it had before', async () => {
  const host = exposeHost();
  await host.cbsd('expose mode=add jname=web1 in=5353 out=53 proto=udp fromips=any');
  await host.cbsd('expose mode=clear jname=web1');
  host.write('/usr/jails/etc/pfrdr.conf', '');
  await host.cbsd('naton');
  const before = await found(host);
  assert.deepEqual(before.rules, []);
  const job = done(await host.jobs.run(free((await host.look()).plan('expose', 'web1', {ports: '8201:1 8202:2/udp'}))));
  done(await host.jobs.run(free(await host.jobs.recovery.undo(job.id))));
  assert.deepEqual(await found(host), before);
});

test('a rule that is live of a stopped guest already is no reason against exposing a port of it', async () => {
  const host = exposeHost();
  await host.cbsd('expose mode=add jname=web1 in=8443 out=443 fromips=any');
  const plan = free((await host.look()).plan('expose', 'web1', {ports: '8201:1'}));
  const check = plan.steps[0]?.check;
  const back = check && cbsd.contrary?.(check);
  assert.ok(back);
  assert.equal((await host.ask(back)).truth, 'true');
  const job = done(await host.jobs.run(plan));
  done(await host.jobs.run(free(await host.jobs.recovery.undo(job.id))));
});

test('what somebody else exposed since stands against taking ports back', async () => {
  const host = await web1Runs();
  const job = done(await host.jobs.run(free((await host.look()).plan('expose', 'web1', {ports: '8201:1 8202:2'}))));
  await host.cbsd('expose mode=add jname=web1 in=9999 out=9 fromips=any');
  const way = await host.jobs.recovery.undo(job.id);
  assert.match(way?.refusals.map(({reason}) => reason).join('; ') ?? '', /^Expose 8202:2[^;]*as the job left it.*9999/);
});
