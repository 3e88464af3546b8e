import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planTasks} from '../../source/actions/fleet/tasks.ts';
import type {Session} from '../../source/actions/session.ts';
import type {Plan, Refusal} from '../../source/model/plan.ts';
import {fakeFleet, fleetHost} from '../ui/fake-fleet.ts';
import {fakePlan} from '../ui/fake-plans.ts';
import {fakeSession} from '../ui/fake-session.ts';
import {tell} from './faked.ts';

const readOnly: Refusal = {field: null, code: 'read-only', reason: 'this host is read-only', owner: null};

/** A host whose set-up is done but for one step, which could cut its operator off. */
function almostSetUp(bars: readonly Refusal[] = []): Session {
  const [step] = fakePlan('start', 'web1', {}).steps;
  assert.ok(step);
  const whole: Plan = {
    ...fakePlan('setup', '', {}),
    steps: [{...step, title: 'Turn NAT on'}],
    guard: {first: 0, last: 0} as unknown as NonNullable<Plan['guard']>,
  };
  return {
    ...fakeSession().session,
    survey: async () => null,
    bars: async () => bars,
    form: () => ({title: '', fields: [], warnings: [], refusals: []}) as unknown as ReturnType<Session['form']>,
    plan: (_, __, answers) => (answers.nat_enable === '0' ? {...whole, steps: [], guard: undefined} : whole) as Plan,
  };
}

test('where nobody is there to confirm it, what could cut the operator off is not run, and the way to it is told', async () => {
  const told = await tell(almostSetUp(), ['setup', '--yes', '--json']);
  assert.deepEqual([told.exit, told.failure?.code], [4, 'not-confirmed']);
  assert.match(told.failure?.message ?? '', /^Nothing was run: Turn NAT on could cut you off$/);
  assert.match(told.failure?.hint ?? '', /in a terminal asks for it/);
});

test('a host that is only looked at says so, and sends nobody to a terminal to be refused there', async () => {
  const told = await tell(almostSetUp([readOnly]), ['setup', '--yes']);
  assert.deepEqual([told.exit, told.failure?.code], [3, 'read-only']);
});

test('of a host among many that only lacks what could cut the way to it off nobody says that it is done', async () => {
  const {fleet} = fakeFleet([fleetHost('node2')], almostSetUp());
  const [task] = await planTasks({action: 'setup', hosts: ['node2']}, fleet);
  assert.equal(task?.stage, 'nothing');
  assert.match(task?.says ?? '', /what could cut the way to it off: Turn NAT on\. A set-up of this host alone asks/);
});
