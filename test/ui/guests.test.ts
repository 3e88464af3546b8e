import assert from 'node:assert/strict';
import {test} from 'node:test';
import {visibleGuests} from '../../source/ui/screens/guests/rows.ts';
import {cursorOf, guestRows} from '../../source/ui/screens/guests/state.ts';
import {at, type Driven, drive} from './drive.ts';
import {demo, fakeSession, guest} from './fake-session.ts';

const esc = '\u001b';
const hundred = Array.from({length: 100}, (_, index) => guest(`g${index + 1}`));

function cursorName(driven: Driven): string | undefined {
  const screen = at(driven, 'guests');
  const {world} = driven.app.snapshot();
  const guests = visibleGuests(world.view.guests, screen.filter, screen.sort);
  return guests[cursorOf(screen, guests, guestRows(screen, world)).cursor]?.name;
}

const start = (guests = demo) => {
  const fake = fakeSession({guests});
  const driven = drive(fake.session);
  return {...driven, driven, fake, name: () => cursorName(driven)};
};

test('a burst of keys moves as far as the same keys at leisure', () => {
  const {type, name} = start(hundred);
  type('jjjjjjjjjj');
  assert.equal(name(), 'g11');
  type('Gkk');
  assert.equal(name(), 'g98');
  type('g');
  assert.equal(name(), 'g1');
});

test('numbers in names are counted, not spelt', () => {
  const names = visibleGuests(hundred, '', 'name').map(({name}) => name);
  assert.deepEqual(names.slice(0, 3), ['g1', 'g2', 'g3']);
});

test('a new look at the host keeps the cursor on its guest, wherever it went', () => {
  const {type, name, fake} = start();
  type('jjj');
  assert.equal(name(), 'vm2');
  fake.host({guests: [guest('aaa'), guest('aab'), ...demo]});
  assert.equal(name(), 'vm2');
  fake.host({guests: demo.filter(({name}) => name !== 'vm2')});
  assert.equal(name(), 'web1');
});

test('the filter works as one types, Enter keeps it and Esc takes it off', () => {
  const {type, name, driven} = start();
  type('/vm');
  assert.equal(name(), 'vm1');
  type('\rj');
  assert.equal(name(), 'vm2');
  type(esc);
  assert.equal(at(driven, 'guests').filter, '');
  assert.equal(name(), 'vm2');
});

test('the filter knows addresses, states, capitals and words that must not be there', () => {
  const found = (filter: string) => visibleGuests(demo, filter, 'name').map(({name}) => name);
  assert.deepEqual(found('10.0.0.2'), ['vm1', 'vm2']);
  assert.deepEqual(found('running'), ['vm1', 'web1']);
  assert.deepEqual(found('running !vm'), ['web1']);
  assert.deepEqual(found('WEB'), []);
});

test('what needs attention comes first by state', () => {
  const {type, driven} = start();
  type('SS');
  const {sort} = at(driven, 'guests');
  assert.equal(sort, 'state');
  assert.deepEqual(
    visibleGuests(demo, '', sort).map(({state}) => state),
    ['broken', 'unknown', 'running', 'running', 'stopped'],
  );
});

test('Esc comes back from a guest to the same row', () => {
  const {type, name, driven} = start();
  type('jj\r');
  assert.equal(at(driven, 'guest').name, 'vm1');
  type(esc);
  assert.equal(name(), 'vm1');
});

test('one key starts what is stopped and stops what runs, by way of its plan', () => {
  const {type, driven} = start();
  type('js');
  assert.equal(at(driven, 'plan').plan.title, 'Start db1');
  type(esc);
  type('js');
  assert.equal(at(driven, 'plan').plan.title, 'Stop vm1');
});

test('a guest in a state that is neither gets its reason told instead', () => {
  const {type, flash, depth} = start();
  type('s');
  assert.match(flash(), /app1 is broken: the database says running/);
  assert.equal(depth(), 1);
});

test('a guest whose name cannot travel is listed and not touched', () => {
  const {type, flash} = start([guest('we$b', {managed: false})]);
  type('s');
  assert.match(flash(), /cannot travel/);
});

test('q leaves with 0, Ctrl-C with 130, Ctrl-Z suspends, Ctrl-L redraws', () => {
  const {type, asked} = start();
  type('q\u0003\u001a\u000c');
  assert.deepEqual(asked, ['leave 0', 'leave 130', 'suspend', 'redraw']);
});

test('r looks at the host again', () => {
  const {type, fake} = start();
  type('r');
  assert.equal(fake.looks(), 1);
});

test('what is typed while the host is read for the first time is not lost: it is done once it was', () => {
  const fake = fakeSession({guests: [], view: {status: 'reading', readAt: null}});
  const driven = drive(fake.session);
  driven.type('cj\r\rdebian 12\r');
  assert.match(driven.flash(), /what you type is kept/);
  fake.host({status: 'ready', guests: demo, readAt: 2});
  assert.equal(at(driven, 'form').answers.vm_os_profile, 'cloud-Debian-x86-12');
});

test('Ctrl-C leaves even while the host is read', () => {
  const driven = drive(fakeSession({view: {status: 'reading', readAt: null}}).session);
  driven.type('c\r\u0003');
  assert.deepEqual(driven.asked, ['leave 130']);
});

test('what is copied holds no control characters, whatever the guest calls itself', () => {
  const driven = drive(fakeSession({guests: [guest('web1', {addresses: ['10.0.0.1\u001b[31m\r\u0007']})]}).session);
  driven.type('\ry');
  assert.ok(driven.asked.includes('keep 10.0.0.1'), driven.asked.join());
});
