import assert from 'node:assert/strict';
import {test} from 'node:test';
import {places} from '../../source/actions/places.ts';
import {type Action, actions, actionsOf, type Place} from '../../source/actions/table.ts';
import {decode} from '../../source/terminal/decode.ts';
import {textOf} from '../../source/terminal/keys.ts';
import {actionOf, footerRows, type Ground, keyOf} from '../../source/ui/keymap.ts';
import {groundOf} from '../../source/ui/press.ts';
import {keyBytes} from '../helpers/keys.ts';
import {until} from '../helpers/until.ts';
import {type Driven, drive} from './drive.ts';
import {fakeFleet, threeHosts} from './fake-fleet.ts';
import {fakeSession, guest} from './fake-session.ts';

type Somewhere = Exclude<Place, 'everywhere'>;
const somewhere = (Object.keys(places) as Place[]).filter((place): place is Somewhere => place !== 'everywhere');
const ground = (place: Place): Ground => ({place, isTyping: place === 'form' || place === 'palette'});
const fkeys: Readonly<Record<string, string>> = {
  f2: '\u001bOQ',
  f3: '\u001bOR',
  f4: '\u001bOS',
  f7: '\u001b[18~',
  f8: '\u001b[19~',
  f9: '\u001b[20~',
  f12: '\u001b[24~',
};

test('no key means two things in one place', () => {
  for (const place of somewhere) {
    const keys = actionsOf(place).flatMap(row => row.keys.map(key => [key, row.id] as const));
    for (const [key, id] of keys) {
      const own = keys.filter(([other]) => other === key).map(([, other]) => other);
      assert.deepEqual(own, [id], `${key} in ${place}`);
    }
  }
});

test('no two actions have one name', () => {
  const ids = actions.map(({id}) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
});

test('every key of the table can come from a terminal', () => {
  for (const {id, keys} of actions) {
    for (const key of keys) {
      const {inputs} = decode(fkeys[key] ?? keyBytes(key), true);
      assert.deepEqual(inputs, [{kind: 'key', name: key}], id);
    }
  }
});

test('where letters are text no letter is bound, and every action of a form still has a key', () => {
  for (const row of actions.filter(row => row.places.includes('form'))) {
    assert.notEqual(keyOf(row, ground('form')), null, row.id);
  }
  for (const letter of 'qjJ?/ ')
    assert.equal(actionOf(letter === ' ' ? 'space' : letter, ground('form')), null, letter);
});

test('the footer of every place shows how to get help and, but for the first, how to get back', () => {
  for (const place of somewhere) {
    const ids = footerRows(ground(place)).map(({id}) => id);
    assert.ok(ids.includes('help'), place);
    if (place !== 'guests') assert.ok(ids.includes('back'), place);
  }
});

/** The way to a place from the start. */
const ways: Readonly<Record<Somewhere, string>> = {
  guests: 'jjj',
  guest: '\r',
  form: 'c\r\u0001\u001b[B',
  picker: 'cj\r\r \u001b[B',
  plan: `c\r\u0010jj`,
  job: 'c\r\u0010\r',
  jobs: 'J',
  ports: 'P',
  doctor: 'D',
  media: 'Bj',
  hosts: 'Hj',
  fleet: 'Wj',
  tasks: 'H   xj\r',
  help: '?',
  palette: ':e',
  settings: ',jj',
};

const groundAt = (driven: Driven): Ground => groundOf(driven.front(), driven.app.snapshot().world);

async function openAt(place: Somewhere): Promise<{driven: Driven; trace: () => string}> {
  const fake = fakeSession({
    guests: Array.from({length: 60}, (_, index) =>
      guest(`g${index}`, {settings: Object.fromEntries(Array.from({length: 40}, (_, key) => [`k${key}`, '1']))}),
    ),
  });
  const {fleet, asked} = fakeFleet(threeHosts, fake.session);
  const driven = drive(fake.session, {columns: 60, rows: 16}, fleet);
  driven.type(ways[place]);
  if (place === 'job') {
    await until('the job is there', () => driven.app.snapshot().world.runs.size > 0);
    fake.change(
      'job00001',
      {},
      Array.from({length: 99}, (_, index) => ({step: 1, stream: 'stdout', text: `${index}`})),
    );
    await until('its output is there', () => driven.app.snapshot().world.runs.get('job00001')?.lines.length === 99);
    driven.type('kkk');
  }
  if (place === 'doctor') {
    await until('the host was looked at', () => driven.app.snapshot().world.diagnosis !== null);
    driven.type('j');
  }
  if (place === 'tasks')
    await until('it is planned', () => driven.app.snapshot().world.tasks.every(({stage}) => stage !== 'planning'));
  if (place === 'tasks') driven.type('j');
  if (place === 'jobs') fake.session.jobs().then(() => {});
  assert.equal(groundAt(driven).place, place);
  const trace = () =>
    JSON.stringify([driven.app.snapshot().stack, driven.flash(), driven.asked, asked, fake.looks(), fake.drafts.size]);
  return {driven, trace};
}

/** Moving in what fits its window changes nothing, and a list of jobs that is empty has nothing to open. */
const still: Readonly<Record<string, readonly string[]>> = {
  jobs: ['down', 'up', 'page-down', 'page-up', 'first', 'last', 'open', 'refresh', 'undo', 'retry', 'leave', 'cancel'],
  ports: ['down', 'up', 'page-down', 'page-up', 'first', 'last'],
  help: ['up', 'page-up', 'first', 'down', 'page-down', 'last'],
  guest: ['up', 'page-up', 'first'],
  palette: ['up', 'page-up', 'first'],
  plan: [],
};

for (const place of somewhere) {
  test(`every key of ${place} does something there`, async () => {
    for (const row of actionsOf(place) as readonly Action[]) {
      if (still[place]?.includes(row.id)) continue;
      const {driven, trace} = await openAt(place);
      const key = keyOf(row, groundAt(driven));
      if (key === null) continue;
      const before = trace();
      driven.app.input({kind: 'key', name: key});
      assert.notEqual(trace(), before, `${row.id} (${key}) in ${place}`);
      driven.close();
    }
  });
}

test('a key that types nothing is no text', () => {
  assert.equal(textOf('enter'), null);
  assert.equal(textOf('space'), ' ');
});
