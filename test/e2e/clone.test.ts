import assert from 'node:assert/strict';
import path from 'node:path';
import {describe, test} from 'node:test';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore, type JobStore} from '../../source/jobs/store.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import {documentOf, part, rows} from '../helpers/document.ts';
import {inProcess} from '../helpers/in-process.ts';
import {practiceHost} from '../helpers/practice-host.ts';

/** `ROUNDS=20` races longer. */
const rounds = Number(process.env.ROUNDS ?? 4);

describe('clones without a screen', {concurrency: 2}, () => {
  test('several clones are one plan, shown, run, checked and told', async t => {
    const host = practiceHost(t);
    const shown = await host.run('clone', 'web1', 'web2..web3', '--dry-run', '--json');
    assert.equal(shown.exit, 0, shown.stderr);
    const plan = part(documentOf(shown), 'plan');
    assert.deepEqual([part(plan, 'action'), part(plan, 'target')], ['clone', 'web2,web3']);
    assert.deepEqual(host.ran(), [], 'a plan changes nothing');

    const made = await host.run('clone', 'web1', 'web2..web3', '--yes', '--json');
    assert.equal(made.exit, 0, made.stderr);
    const job = part(documentOf(made), 'job');
    assert.deepEqual([part(job, 'state'), part(job, 'residue')], ['done', []]);
    assert.equal(part(job, 'sentence'), 'web2 runs at 10.0.0.2; web3 runs at 10.0.0.3');
    assert.deepEqual(
      rows(part(job, 'steps')).map(step => step.argv),
      rows(part(plan, 'steps')).map(step => step.argv),
    );
    const guests = rows(part(documentOf(await host.run('list', '--json')), 'guests'));
    const addresses = new Map(guests.map(guest => [guest.name, guest.addresses]));
    assert.deepEqual(
      ['web1', 'web2', 'web3'].map(name => addresses.get(name)),
      [['10.0.0.11'], ['10.0.0.2'], ['10.0.0.3']],
    );
    const forwards = async (name: string) =>
      rows(part(documentOf(await host.run('show', name, '--json')), 'guest', 'forwards'));
    assert.deepEqual(await forwards('web2'), []);
    assert.equal((await forwards('web1'))[0]?.hostPort, 8080);
  });

  test('what cannot be is refused with its owner and its exit code, and nothing runs', async t => {
    const host = practiceHost(t);
    const refused = async (...words: readonly string[]) => {
      const {exit, stdout} = await host.run('clone', ...words, '--yes', '--json');
      const error = part(documentOf({exit, stdout, stderr: ''}), 'error');
      return [exit, part(error, 'code'), part(error, 'field')];
    };
    assert.deepEqual(await refused('web1'), [2, 'wrong-use', 'new']);
    assert.deepEqual(await refused('web1', 'db1'), [3, 'name-taken', 'new']);
    assert.deepEqual(await refused('nobody', 'db2'), [3, 'no-such-guest', null]);
    assert.deepEqual(await refused('web1', 'web2', '--set', 'ip4_addr=10.0.0.12'), [3, 'address-in-use', 'ip4_addr']);
    assert.deepEqual(await refused('web1', 'web2', '--set', 'nonsense=1'), [2, 'invalid', 'nonsense']);
    const dry = await host.run('clone', 'web1', 'db1', '--dry-run', '--json');
    assert.equal(dry.exit, 3);
    assert.equal(rows(part(documentOf(dry), 'plan', 'refusals'))[0]?.owner, 'db1');
    assert.deepEqual(host.ran(), []);
  });

  test('of two who clone to one name at once exactly one wins, and the other is told of it', async t => {
    const host = practiceHost(t);
    const look = await inProcess(host.world).look();
    const store = createJobStore(path.join(host.state, 'host'), async () => freeTerms);
    for (let round = 1; round <= rounds; round += 1) {
      const name = `c${round}`;
      const wishes = ['db1', 'app1'].map((source, index) =>
        look.plan('clone', source, {new: name, start: '0', ip4_addr: `10.0.${index + 1}.${round}`}),
      );
      const [one, other] = await Promise.all(wishes.map(plan => ended(plan, host.world, store)));
      assert.ok(one && other);
      const [winner, loser] = one.state === 'done' ? [one, other] : [other, one];
      assert.equal(winner.state, 'done', winner.sentence);
      assert.equal(loser.state, 'failed');
      const [refusal] = loser.refusals;
      assert.ok(refusal?.code === 'name-taken' || refusal?.code === 'busy', loser.sentence);
      assert.ok([name, winner.id].includes(refusal.owner ?? ''), `${refusal.owner} in round ${round}`);
      assert.ok(loser.steps.every(step => step.startedAt === null));
    }
    assert.equal(host.ran().filter(command => command === 'jclone').length, rounds);
  });
});

/** A job in a process of its own, at its end. */
async function ended(plan: Plan, world: string, store: JobStore): Promise<Job> {
  const host = {name: 'practice', driver: 'cbsd', practice: world};
  const submitted = await store.submit(
    {plan, host, who: {user: 'alice', from: null, address: null, terminal: null}},
    {},
  );
  assert.ok('job' in submitted);
  return new Promise(resolve => {
    const stop = store.watch(submitted.job, job => {
      if (job.endedAt === null) return;
      queueMicrotask(() => stop());
      resolve(job);
    });
  });
}
