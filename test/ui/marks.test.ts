import assert from 'node:assert/strict';
import {test} from 'node:test';
import {until} from '../helpers/until.ts';
import {at, drive} from './drive.ts';
import {fakeSession, guest} from './fake-session.ts';

const esc = '\u001b';
const four = [
  guest('a1'),
  guest('a2'),
  guest('a3', {state: 'running'}),
  guest('a4', {state: 'broken', stateReason: 'the kernel knows no such jail'}),
];

const start = (guests = four) => {
  const fake = fakeSession({guests});
  return {fake, driven: drive(fake.session)};
};

test('marked guests are started by one plan, seen and confirmed once, and the marks are gone when it runs', async () => {
  const {fake, driven} = start();
  driven.type('  s');
  const {plan} = at(driven, 'plan');
  assert.equal(plan.target, 'a1,a2');
  assert.deepEqual(
    plan.steps.map(({command}) => command?.argv.at(-1)),
    ['jname=a1', 'jname=a2'],
  );
  driven.type('\r');
  await until('it was started', () => fake.started.length === 1);
  await until('its job is in front', () => driven.front().place === 'job');
  driven.type(esc);
  assert.deepEqual(at(driven, 'guests').marked, []);
  driven.close();
});

test('marked guests in different states are asked about, and what cannot be done is named', () => {
  const {driven} = start();
  driven.type('    s');
  assert.deepEqual(
    at(driven, 'picker').rows.map(({label, note}) => `${label}: ${note}`),
    ['Start 2: a1, a2', 'Stop 1: a3'],
  );
  assert.match(driven.flash(), /Left out: a4 is broken: the kernel knows no such jail/);
  driven.type('\r');
  assert.equal(at(driven, 'plan').plan.title, 'Start a1; Start a2');
});

test('Space takes a mark off again, Esc takes all of them off, and a plan that was left keeps them', () => {
  const {driven} = start();
  driven.type('  k ');
  assert.deepEqual(at(driven, 'guests').marked, ['a1']);
  driven.type(`s${esc}`);
  assert.deepEqual(at(driven, 'guests').marked, ['a1']);
  driven.type(esc);
  assert.deepEqual(at(driven, 'guests').marked, []);
});

test('a plan that destroys marked guests wants all of their names typed', async () => {
  const {fake, driven} = start();
  driven.type('  d\ra1\r');
  assert.match(driven.flash(), /Not run: that is not a1,a2/);
  driven.type(',a2\r');
  await until('it was started', () => fake.started[0]?.plan.target === 'a1,a2');
  driven.close();
});

test('what is for one guest is not done to many', () => {
  const {driven} = start();
  driven.type('  l');
  assert.match(driven.flash(), /one guest; 2 are marked/);
  assert.deepEqual(driven.asked, []);
});

test('marked guests are edited at once', () => {
  const {driven} = start();
  driven.type('  e');
  assert.equal(at(driven, 'plan').plan.target, 'a1,a2');
});

test('a guest whose name cannot travel keeps the others from being touched', () => {
  const {driven} = start([guest('a1'), guest('b$', {managed: false})]);
  driven.type('  s');
  assert.match(driven.flash(), /b\$: its name cannot travel/);
});
