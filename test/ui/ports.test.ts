import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {MappedForward} from '../../source/model/ports.ts';
import {visiblePorts} from '../../source/ui/screens/ports/state.ts';
import {at, drive} from './drive.ts';
import {fakeSession} from './fake-session.ts';

const door = (hostPort: number, guest: string, given: Partial<MappedForward> = {}): MappedForward => ({
  guest,
  protocol: 'tcp',
  hostAddress: '192.0.2.10',
  hostPort,
  guestAddress: '10.0.0.11',
  guestPort: 80,
  from: ['any'],
  stored: true,
  live: true,
  answers: null,
  reachable: null,
  conflicts: [],
  ...given,
});
const lost = door(9090, 'gone', {
  stored: false,
  conflicts: [{with: 'gone', reason: 'the firewall has it, no guest does'}],
});
const start = () => drive(fakeSession({view: {forwards: [door(8443, 'web1'), lost, door(8080, 'db1')]}}).session);

test('doors with something wrong come first, the others by their number', () => {
  const driven = start();
  driven.type('P');
  const doors = visiblePorts(at(driven, 'ports'), driven.app.snapshot().world);
  assert.deepEqual(
    doors.map(({hostPort}) => hostPort),
    [9090, 8080, 8443],
  );
});

test('Enter on a door opens its guest and Esc comes back; a guest that has gone is told to have gone', () => {
  const driven = start();
  driven.type('P\r');
  assert.match(driven.flash(), /gone is no guest of this host any more/);
  driven.type('jj\r');
  assert.equal(at(driven, 'guest').name, 'web1');
  driven.type('\u001b');
  assert.equal(at(driven, 'ports').view.cursor, 2);
});

test('doors are filtered by number, guest or what is wrong', () => {
  const driven = start();
  driven.type('P/firewall');
  assert.deepEqual(visiblePorts(at(driven, 'ports'), driven.app.snapshot().world), [lost]);
});

test('on the map a door is withdrawn, set right, and the rules of the host are kept, each as a plan or a form', () => {
  const driven = start();
  driven.type('PG');
  const plan = () => at(driven, 'plan').plan;
  driven.type('K');
  assert.equal(plan().action, 'keep-rules');
  driven.type('\u001bR');
  assert.deepEqual([plan().action, plan().target], ['expose', 'web1'], 'web1 runs: what is stored is loaded again');
  assert.deepEqual(at(driven, 'plan').answers, {ports: 'stored'});
  driven.type('\u001bgX');
  assert.deepEqual(at(driven, 'plan').answers, {ports: 'left-over'}, 'nobody owns it any more');
});

test('X on a stored door asks to withdraw that very door, from the sources that it is open to', () => {
  const narrow = door(8443, 'web1', {from: ['10.0.0.0/8'], guestPort: 443});
  const driven = drive(fakeSession({view: {forwards: [narrow]}}).session);
  driven.type('PX');
  const {action, target, answers} = at(driven, 'form');
  assert.deepEqual([action, target], ['unexpose', 'web1']);
  assert.deepEqual(answers, {ports: '8443:443/tcp', from: '10.0.0.0/8', address: '192.0.2.10'});
});
