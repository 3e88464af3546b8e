import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {usual} from '../../source/settings/preferences.ts';
import {createPaints} from '../../source/ui/paints.ts';
import {themes} from '../../themes/index.ts';
import {drive} from './drive.ts';
import {fakeSession} from './fake-session.ts';
import {type Mounted, type Mounting, mountApp} from './mount-app.ts';

const esc = '\u001b';
const mounted: Mounted[] = [];

afterEach(() => {
  for (const one of mounted.splice(0)) one.unmount();
});

function open(given: Mounting = {}): Mounted {
  const screen = mountApp(fakeSession().session, given);
  mounted.push(screen);
  return screen;
}

test('a choice is shown before it is kept: Enter keeps it, Esc leaves everything as it was', () => {
  const driven = drive(fakeSession().session);
  driven.type(`,jjj${esc}`);
  assert.deepEqual([driven.asked, driven.app.snapshot().world.preferences], [[], usual]);
  driven.type(',jjj\r');
  assert.deepEqual(driven.asked, ['prefer theme colour-safe']);
  assert.equal(driven.app.snapshot().world.preferences.theme, 'colour-safe');
});

test('ASCII signs are seen as soon as the cursor is on them', async () => {
  const {type, see, screen, settle} = open();
  type(',');
  await see(/✓ auto/);
  type('jjjjjjjjj');
  await see(/> {3}ascii/);
  await settle();
  assert.match(screen(), /^[\n -~]*$/);
  type(esc);
  await see('● running');
});

test('a terminal that answers that it is light gets the light colours, one that says nothing the dark ones', async () => {
  const {type, see, app} = open();
  type(',');
  await see('as the terminal is: dark here');
  type('\u001b]11;rgb:ffff/');
  type('ffff/dddd\u0007');
  await see('as the terminal is: light here');
  const paints = createPaints(false);
  assert.equal(paints(app.snapshot().world.preferences, 'light').theme.name, 'light');
});

test('every theme paints every role, and says with words and signs what it says with colours', async () => {
  for (const {name, roles} of themes) {
    assert.ok(Object.keys(roles).length >= 15, name);
    const {see} = open({preferences: {...usual, theme: name}});
    const text = await see('✗ broken');
    for (const words of ['● running', '○ stopped', '? unknown']) assert.ok(text.includes(words), `${words} in ${name}`);
  }
});

test('in every theme what is good, to be minded and bad differs in more than red and green', () => {
  for (const {name, roles} of themes) {
    const looks = [roles.good, roles.warn, roles.bad].map(role => JSON.stringify(role));
    if (name !== 'mono') assert.equal(new Set(looks).size, 3, name);
  }
  const safe = themes.find(({name}) => name === 'colour-safe');
  assert.doesNotMatch(JSON.stringify(safe), /"(red|green)/);
});

test('a preference that no theme has any more falls back to what the terminal is', () => {
  const paints = createPaints(false);
  assert.equal(paints({...usual, theme: 'gone'}, 'light').theme.name, 'light');
});
