import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planCreateJail} from '../../../../source/drivers/cbsd/plans/create-jail.ts';
import {planCreateVm} from '../../../../source/drivers/cbsd/plans/create-vm.ts';
import {planStart, planStop} from '../../../../source/drivers/cbsd/plans/start.ts';
import {planRemove} from '../../../../source/drivers/cbsd/removal/plan.ts';
import {decide} from '../../../../source/jobs/schedule/decide.ts';
import {contestOf} from '../../../../source/jobs/schedule/entry.ts';
import {hostRules} from '../../../../source/jobs/schedule/rules.ts';
import {callsOf} from '../../../../source/jobs/schedule/touches.ts';
import type {Forward} from '../../../../source/model/guest.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {context, guest} from '../bench.ts';

const door: Forward = {
  guest: 'web1',
  protocol: 'tcp',
  hostAddress: '192.0.2.10',
  hostPort: 8080,
  guestAddress: '10.0.0.11',
  guestPort: 80,
  from: ['any'],
  stored: true,
  live: false,
};
const host = context({
  guests: [
    guest('web1', '10.0.0.11', {forwards: [door]}),
    guest('web2', '10.0.0.12', {forwards: [door]}),
    guest('db1', '10.0.0.13', {forwards: []}),
    guest('db2', '10.0.0.14', {forwards: []}),
    guest('old1', '10.0.0.15'),
    guest('vm1', '10.0.0.21', {emulator: 'bhyve', forwards: []}),
    guest('vm2', '10.0.0.22', {emulator: 'bhyve', state: 'running', forwards: []}),
  ],
});
const start = (name: string) => planStart(name, host);
const jail = (name: string, address: string, ver = 'native') =>
  planCreateJail({jname: name, ip4_addr: address, ver}, host);
const vm = (name: string) => planCreateVm({jname: name}, host);

const sideBySide = (one: Plan, other: Plan): boolean =>
  decide(
    [one, other].map(plan => ({calls: callsOf(plan.touches)})),
    [],
    hostRules,
  ).start.length === 2;

const pairs: readonly (readonly [title: string, one: Plan, other: Plan, together: boolean])[] = [
  ['two guests without forwards start side by side', start('db1'), start('db2'), true],
  ['a jail and a VM start side by side', start('db1'), start('vm1'), true],
  ['a guest with forwards starts beside one without', start('web1'), start('db1'), true],
  ['two starts that load the firewall’s rules take turns', start('web1'), start('web2'), false],
  ['where nobody looked for forwards, a start takes turns with one that has some', start('old1'), start('web1'), false],
  ['a start and a stop of different guests go side by side', start('db1'), planStop('vm2', host), true],
  ['jails of different names are made side by side', jail('a1', '10.0.0.31'), jail('a2', '10.0.0.32'), true],
  ['two jails that need the same download take turns', jail('a1', '0', '13.1'), jail('a2', '0', '13.1'), false],
  ['a jail and a VM are not made at once', jail('a1', '10.0.0.31'), vm('v1'), false],
  ['a removal takes turns with a creation', planRemove('db1', host), jail('a1', '10.0.0.31'), false],
  ['a guest starts while another one is made', jail('a1', '10.0.0.31'), start('db1'), true],
  ['one guest is started once at a time', start('db1'), start('db1'), false],
];

for (const [title, one, other, together] of pairs)
  test(title, () => {
    for (const plan of [one, other]) assert.deepEqual(plan.refusals, []);
    assert.equal(sideBySide(one, other), together);
  });

test('an address that a job has claimed is not given out a second time, and who asks for it is told by that job', () => {
  const addressOf = (plan: Plan) => plan.touches.flatMap(({kind, id}) => (kind === 'address' ? [id] : []));
  const [first = ''] = addressOf(planCreateJail({jname: 'a1'}, host));
  const [second = ''] = addressOf(planCreateJail({jname: 'a1'}, {...host, claimed: [first]}));
  assert.ok(first !== '' && second !== '' && first !== second);
  assert.deepEqual(planCreateJail({jname: 'a1', ip4_addr: first}, {...host, claimed: [first]}).refusals, []);
});

test('a name and an address that two plans want have one owner, whatever makes the guest', () => {
  const contest = (one: Plan, other: Plan) =>
    contestOf(other.touches, [
      {
        job: 'j1',
        title: one.title,
        by: 'alice',
        at: 0,
        owner: {pid: 1, startedAt: 0, bootId: ''},
        touches: one.touches,
        running: false,
      },
    ])?.over;
  assert.deepEqual(contest(jail('same', '10.0.0.31'), vm('same')), {kind: 'name', id: 'same', mode: 'change'});
  assert.equal(contest(jail('a1', '10.0.0.31'), jail('a2', '10.0.0.31/24'))?.id, '10.0.0.31');
  assert.equal(contest(jail('a1', '10.0.0.31'), jail('a2', '10.0.0.32')), undefined);
});
