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
const lost = door(9090, 'gone', {conflicts: [{with: 'gone', reason: 'the firewall has it, no guest does'}]});
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
