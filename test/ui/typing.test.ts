import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {until} from '../helpers/until.ts';
import {at, drive} from './drive.ts';
import {demo, fakeSession} from './fake-session.ts';
import {mountApp} from './mount-app.ts';

const [enter, esc, ctrlP] = ['\r', '\u001b', '\u0010'];

/** What an operator typed: a filter, a guest, a clone begun and left, the palette, help, a jail from form to job, the jobs. */
const recorded: readonly string[] = [
  ...['/', 'v', 'm', '1', enter, enter, 'C', ...'copy1', esc, esc, esc],
  ...[':', ...'db1', enter, 'j', 'j', '?', 'j', esc, 'k', esc],
  ...['j', 'j', ' ', 'k', ' ', esc, 'S', 'S', 'S', 'S', 'S'],
  ...['c', enter, ...'shop', enter, enter, enter, ctrlP, 'j', 'j', '/', ...'start', enter, 'k', enter],
];
const behind: readonly string[] = ['J', '/', ...'shop', enter, enter, 'f', 'k', 'k', 'f', esc, esc, esc, esc, 'q'];

const perSecond = 60;

/** Types at a pace, each key in a read of its own; null: each is drawn before the next one comes. */
async function typed(pace: number | null) {
  const fake = fakeSession();
  const mounted = mountApp(fake.session, {columns: 80, rows: 24});
  const {app, type, settle} = mounted;
  const press = async (keys: readonly string[]): Promise<void> => {
    const startedAt = performance.now();
    for (const [index, key] of keys.entries()) {
      if (key === esc) app.input({kind: 'key', name: 'esc'});
      else type(key);
      if (pace === null) await settle();
      else await wait(Math.max(0, startedAt + ((index + 1) * 1000) / pace - performance.now()));
    }
  };
  app.begin();
  await mounted.see('5 guests, 2 running');
  await press(recorded);
  await until('the job runs', () => app.snapshot().world.runs.size > 0);
  await press(behind);
  await settle();
  const {stack, world} = app.snapshot();
  const told = {
    stack,
    jobs: [...world.runs.keys()],
    plans: fake.started.map(({plan}) => plan.title),
    left: mounted.left,
    screen: mounted.screen(),
  };
  mounted.unmount();
  return told;
}

test(`a recorded run of keys at ${perSecond} a second does what the same keys do at leisure: none is lost`, async () => {
  const atLeisure = await typed(null);
  assert.equal(atLeisure.plans.length, 1);
  assert.match(atLeisure.plans[0] ?? '', /jail shop/);
  assert.deepEqual(atLeisure.left, [0]);
  assert.match(atLeisure.screen, /5 guests, 2 running/);
  assert.deepEqual(await typed(perSecond), atLeisure);
});

test('keys typed before the host was first read are kept and done in their order, on the guests that are then there', async () => {
  const fake = fakeSession({view: {status: 'reading', readAt: null, guests: []}});
  const driven = drive(fake.session);
  driven.type('j j');
  driven.type('s');
  assert.match(driven.flash(), /what you type is kept/);
  fake.host({status: 'ready', readAt: 1, guests: demo});
  assert.equal(at(driven, 'plan').plan.target, 'db1', 'the marked second of the list');
});
