import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {paletteRows} from '../../source/ui/screens/palette/rows.ts';
import {cpuTime} from '../helpers/cpu.ts';
import {at, type Driven, drive} from './drive.ts';
import {fakeSession, guest} from './fake-session.ts';
import {type Mounted, mountApp} from './mount-app.ts';

const esc = '\u001b';
const ctrlP = '\u0010';
const mounted: Mounted[] = [];

afterEach(() => {
  for (const one of mounted.splice(0)) one.unmount();
});

const open = () => drive(fakeSession().session);

const labels = (driven: Driven): readonly string[] =>
  paletteRows(at(driven, 'palette'), driven.app.snapshot().world).map(({label}) => label);

test('a guest is opened by its name from wherever one is, and Esc comes back there', () => {
  for (const key of [':', ctrlP, '\u001bOQ']) {
    const driven = open();
    driven.type(`J${key}vm2\r`);
    assert.equal(at(driven, 'guest').name, 'vm2');
    driven.type(esc);
    assert.equal(driven.front().place, 'jobs');
  }
});

test('an action is done as its key would do it, on the guest under the cursor', () => {
  const driven = open();
  driven.type('j:start/stop db1\r');
  assert.equal(at(driven, 'plan').plan.title, 'Start db1');
  assert.equal(driven.depth(), 2);
  const sorted = open();
  sorted.type(':sort\r');
  assert.equal(at(sorted, 'guests').sort, 'kind');
});

test('an action and a name act on that guest, wherever the cursor is', () => {
  const driven = open();
  driven.type(':stop vm1\r');
  assert.equal(at(driven, 'plan').plan.title, 'Stop vm1');
  const other = open();
  other.type(':dest db\r');
  assert.equal(at(other, 'plan').plan.title, 'Remove db1');
  const called = open();
  called.type(':remove db\r');
  assert.equal(at(called, 'plan').plan.title, 'Remove db1');
});

test('what the state of a guest does not allow is refused with its reason', () => {
  const driven = open();
  driven.type(':stop app1\r');
  assert.match(driven.flash(), /app1 is broken: the database says running/);
});

test('a jail can be created from anywhere', () => {
  const driven = open();
  driven.type('?:create a jail\r');
  assert.equal(at(driven, 'form').action, 'create-jail');
});

test('only what is valid here is offered, with its key; cursor moves and idle keys are not', () => {
  const driven = open();
  driven.type(':');
  const here = labels(driven);
  assert.ok(here.includes('Open app1') && here.includes('Settings') && here.includes('web1'), here.join());
  for (const wrong of ['Down', 'Commands', 'Run', 'Cancel', 'Accept']) assert.equal(here.includes(wrong), false, wrong);
});

test('the nearest names come first, Tab writes the first one out', () => {
  const driven = open();
  driven.type(':sett');
  assert.equal(labels(driven)[0], 'Settings');
  driven.type('\t');
  assert.equal(at(driven, 'palette').filter, 'Settings');
});

test('what is called nothing does nothing, and Esc only closes', () => {
  const driven = open();
  driven.type(':rm -rf\r');
  assert.equal(driven.front().place, 'palette');
  assert.match(driven.flash(), /nothing was done/);
  driven.type(esc);
  assert.equal(driven.front().place, 'guests');
  assert.equal(driven.asked.length, 0);
});

test('all of it may come in one read, letters of other actions among it', () => {
  const driven = open();
  driven.type(`:jqcsd?\u0015vm1\rs`);
  assert.equal(at(driven, 'plan').plan.title, 'Stop vm1');
});

test('ten thousand guests are searched between two keys', () => {
  const guests = Array.from({length: 10_000}, (_, index) => guest(`g${index}`));
  const driven = drive(fakeSession({guests}).session);
  driven.type(':g99');
  const spent = cpuTime(() => driven.type('9'));
  assert.ok(spent < 250, `${spent} ms`);
  driven.type('9\r');
  assert.equal(at(driven, 'guest').name, 'g9999');
});

test('the palette teaches the keys, and the cursor stands where one types', async () => {
  const screen = mountApp(fakeSession().session);
  mounted.push(screen);
  screen.type(':');
  await screen.see(/❯ Open app1 +Enter +Open the row under the cursor/);
  screen.type('jo');
  await screen.see(/^: jo$/m);
  await screen.see(/❯ Jobs +J +List the jobs/);
  await screen.settle();
  assert.deepEqual(screen.cursor(), {x: 4, y: 2});
});
