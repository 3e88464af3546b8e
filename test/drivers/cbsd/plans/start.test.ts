import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planElsewhere} from '../../../../source/drivers/cbsd/plans/elsewhere.ts';
import {planStart, planStop} from '../../../../source/drivers/cbsd/plans/start.ts';
import {planRemove} from '../../../../source/drivers/cbsd/removal/plan.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {context, guest} from '../bench.ts';

const host = context({
  guests: [
    guest('web1', '10.0.0.11'),
    guest('vm1', '10.0.0.21', {emulator: 'bhyve', state: 'running'}),
    guest('odd1', '', {state: 'broken'}),
    guest('held', '', {state: 'busy'}),
    guest('a b', ''),
    guest('xen1', '', {emulator: 'xen'}),
  ],
});
const argv = (plan: Plan) => plan.steps.map(step => step.command?.argv.join(' '));
const code = (plan: Plan) => plan.refusals[0]?.code;

test('a jail and a VM are started and stopped by their own commands, and checked', () => {
  assert.deepEqual(argv(planStart('web1', host)), ['cbsd jstart jname=web1 inter=0']);
  assert.deepEqual(argv(planStop('vm1', host)), ['cbsd bstop jname=vm1 inter=0']);
  assert.equal(planStart('web1', host).steps[0]?.check?.id, 'guest-running');
  assert.equal(planStop('vm1', host).steps[0]?.check?.id, 'guest-stopped');
  assert.deepEqual(planStart('web1', host).assumptions, [{id: 'guest-state', target: 'web1', value: 'stopped'}]);
});

test('starting what runs and stopping what is stopped is nothing to do, and said', () => {
  for (const plan of [planStart('vm1', host), planStop('web1', host)]) {
    assert.deepEqual([plan.steps, plan.refusals], [[], []]);
    assert.match(plan.warnings[0] ?? '', /already/);
  }
});

test('what cannot be driven is refused with its reason', () => {
  assert.equal(code(planStart('nobody', host)), 'no-such-guest');
  assert.equal(code(planStart('held', host)), 'wrong-state');
  assert.equal(code(planStart('odd1', host)), 'wrong-state');
  assert.equal(code(planStart('a b', host)), 'unsupported');
  assert.equal(code(planStop('xen1', host)), 'unsupported');
  assert.equal(
    code(planStart('vm2', context({...host, guests: [guest('vm2', '', {emulator: 'bhyve'})], missing: ['vmm']}))),
    'missing',
  );
});

test('removal is CBSD’s own, by the command of its kind, and says that nothing brings it back', () => {
  const plan = planRemove('vm1', host);
  const [stop, remove, drop] = argv(plan);
  assert.deepEqual([stop, remove], ['cbsd bstop jname=vm1 noacpi=1 inter=0', 'cbsd bremove jname=vm1']);
  assert.match(drop ?? '', /rmdir .* \/usr\/jails\/jails-fstab\/vm1$/);
  assert.equal(plan.steps[1]?.check?.id, 'guest-removed');
  assert.equal(plan.steps[1]?.undo, null);
  assert.match(plan.warnings[0] ?? '', /lost/);
});

test('a guest is not taken to another node, and the way by hand is told', () => {
  const [moved, copied] = [planElsewhere('move')('vm1', host), planElsewhere('copy')('web1', host)];
  assert.deepEqual([code(moved), code(copied), moved.steps], ['unsupported', 'unsupported', []]);
  assert.match(moved.refusals[0]?.reason ?? '', /stop vm1, export vm1, scp .*, import vm1 there, destroy vm1 here/);
  assert.doesNotMatch(copied.refusals[0]?.reason ?? '', /stop|destroy/);
  assert.equal(code(planElsewhere('move')('nobody', host)), 'no-such-guest');
});
