import assert from 'node:assert/strict';
import {test} from 'node:test';
import {documentOf, part, rows} from '../helpers/document.ts';
import {practiceHost} from '../helpers/practice-host.ts';

test('several clones are one plan, shown, run, checked and told', async t => {
  const host = practiceHost(t);
  const shown = await host.here('clone', 'web1', 'web2..web3', '--dry-run', '--json');
  assert.equal(shown.exit, 0, shown.stderr);
  const plan = part(documentOf(shown), 'plan');
  assert.deepEqual([part(plan, 'action'), part(plan, 'target')], ['clone', 'web2,web3']);
  assert.deepEqual(host.ran(), [], 'a plan changes nothing');

  const made = await host.here('clone', 'web1', 'web2..web3', '--yes', '--json');
  assert.equal(made.exit, 0, made.stderr);
  const job = part(documentOf(made), 'job');
  assert.deepEqual([part(job, 'state'), part(job, 'residue')], ['done', []]);
  assert.equal(part(job, 'sentence'), 'web2 runs at 10.0.0.2; web3 runs at 10.0.0.3');
  assert.deepEqual(
    rows(part(job, 'steps')).map(step => step.argv),
    rows(part(plan, 'steps')).map(step => step.argv),
  );
  const guests = rows(part(documentOf(await host.here('list', '--json')), 'guests'));
  const addresses = new Map(guests.map(guest => [guest.name, guest.addresses]));
  assert.deepEqual(
    ['web1', 'web2', 'web3'].map(name => addresses.get(name)),
    [['10.0.0.11'], ['10.0.0.2'], ['10.0.0.3']],
  );
  const forwards = async (name: string) =>
    rows(part(documentOf(await host.here('show', name, '--json')), 'guest', 'forwards'));
  assert.deepEqual(await forwards('web2'), []);
  assert.equal((await forwards('web1'))[0]?.hostPort, 8080);
});
