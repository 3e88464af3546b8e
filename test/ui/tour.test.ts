import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {wrap} from '../../source/terminal/fit.ts';
import {tourSteps} from '../../source/ui/tour/steps.ts';
import {fakeSession} from './fake-session.ts';
import {type Mounted, mountApp} from './mount-app.ts';

const esc = '\u001b';
const mounted: Mounted[] = [];

afterEach(() => {
  for (const one of mounted.splice(0)) one.unmount();
});

/** What the tour asks for, step by step. */
const keys = ['j', '/vm\r', esc, '\r', 'c', '\r', '\u0010', '\r', '', ':', 'web1\r'];

function open(size = {columns: 80, rows: 24}) {
  const fake = fakeSession();
  const screen = mountApp(fake.session, {...size, tour: 0});
  mounted.push(screen);
  return {...screen, fake};
}

for (const size of [
  {columns: 80, rows: 24},
  {columns: 60, rows: 19},
])
  test(`the tour is walked by doing what it says, all of it in sight at ${size.columns}x${size.rows}`, async () => {
    const {see, type, settle, lines, fake} = open(size);
    for (const [index, step] of keys.entries()) {
      await see(`Tour ${index + 1} of ${tourSteps.length}`);
      await see(wrap(tourSteps[index]?.says ?? '', size.columns - 4).at(-1) ?? '');
      assert.match(lines()[size.rows - 5] ?? '', /Help/, 'the footer stands above it');
      assert.equal(lines().at(-1), '');
      if (step) type(step);
      else fake.change('job00001', {state: 'done', endedAt: 9000, sentence: 'www1 runs at 10.0.0.14'});
      if (step === esc) await settle();
    }
    await see(`Tour ${tourSteps.length} of ${tourSteps.length}`);
    assert.equal(keys.length, tourSteps.length - 1);
  });

test('who knows the way is not held back: the tour follows, however many keys come at once', async () => {
  const {see, type} = open();
  type(`j/vm\r${esc}`);
  await see('Tour 4 of');
  type('\rc\r\u0010');
  await see('Tour 8 of');
});

test('every text of the tour has room for itself in the narrowest screen', () => {
  for (const {says} of tourSteps) assert.ok(wrap(says, 56).length <= 2, says);
});

test('without the tour nothing of it is seen', async () => {
  const screen = mountApp(fakeSession().session);
  mounted.push(screen);
  await screen.see('5 guests');
  assert.doesNotMatch(screen.screen(), /Tour \d/);
});
