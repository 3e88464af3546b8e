import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {demo, fakeSession, guest} from './fake-session.ts';
import {type Mounted, mountApp} from './mount-app.ts';

const enter = '\r';
const esc = '\u001b';
const mounted: Mounted[] = [];

afterEach(() => {
  for (const one of mounted.splice(0)) one.unmount();
});

function open(given: Parameters<typeof fakeSession>[0] = {}, size: Parameters<typeof mountApp>[1] = {}) {
  const fake = fakeSession(given);
  const screen = mountApp(fake.session, size);
  mounted.push(screen);
  return {fake, ...screen};
}

test('a jail is created with defaults by Enter alone, from the list to the result', async () => {
  const {type, see, fake} = open();
  await see('5 guests, 2 running');
  type('c');
  await see('Virtual machine');
  type(enter);
  await see('Show the plan');
  for (let count = 0; count < 6; count += 1) type(enter);
  const plan = await see('Plan: Create jail www1 at 10.0.0.14 and start it');
  assert.match(plan, /jcreate jconf=\/usr\/jails\/tmp\/www1\.jconf inter=0/);
  assert.match(plan, /root has no password/);
  type(enter);
  await see(/3 Start it/);
  fake.change('job00001', {
    state: 'done',
    endedAt: 9000,
    sentence: 'www1 runs at 10.0.0.14',
    next: [{kind: 'copy', title: 'Log in', text: 'cbsd jlogin www1'}],
  });
  await see('✓ www1 runs at 10.0.0.14');
  await see('→ Log in  cbsd jlogin www1');
});

test('all keys of a created jail may come in one read', async () => {
  const {type, see, fake} = open();
  type(`c${enter}shop${enter.repeat(7)}`);
  await see('Create jail shop');
  assert.equal(fake.started.length, 1);
});

test('host, platform, rights and that it is only practice stand on every screen', async () => {
  const {type, see, settle} = open();
  for (const keys of ['', '?', `${esc}J`, `${esc}c`, enter, '\u0010']) {
    if (keys) type(keys);
    await settle();
    await see(/^construct-tui {2}PRACTICE HOST {2}node1 · CBSD 14\.1\.3a · as root/);
  }
});

test('a real host is not called practice', async () => {
  const {see, screen} = open({practice: false});
  await see(/^construct-tui node1 · CBSD/);
  assert.doesNotMatch(screen(), /PRACTICE/);
});

test('an error stands at its field while one types', async () => {
  const {type, see} = open();
  type(`c${enter}1`);
  await see(/❯ Name +1 +✗ letters and digits only/);
  await see('1 wrong');
});

test('the terminal cursor stands where the text goes', async () => {
  const {type, see, settle, cursor, lines} = open();
  type(`c${enter}shop`);
  await see(/❯ Name +shop/);
  await settle();
  assert.deepEqual(cursor(), {x: (lines()[2] ?? '').indexOf('shop') + 4, y: 2});
});

test('a secret is as many signs as it has characters', async () => {
  const {type, see, screen} = open();
  type(`c${enter}\u0006password${enter}hunter2`);
  await see('•••••••');
  assert.doesNotMatch(screen(), /hunter/);
});

test('the plan grows beside the form on a wide terminal', async () => {
  const {type, see} = open({}, {columns: 120, rows: 40});
  type(`c${enter}`);
  await see('│ What will run: 3 steps');
  type('shop');
  await see('/usr/jails/tmp/shop.jconf');
  type(`\u0015web1`);
  await see('It cannot run like this');
  await see('Refused: web1 is the name of a jail already');
});

test('a picker shows why a row cannot be had', async () => {
  const {type, see} = open();
  type(`cj${enter}${enter}prox`);
  await see(/✗ Proxmox-8-Backup +its file name differs/);
});

test('states are words with a sign, and a broken one tells why', async () => {
  const {type, see} = open();
  const list = await see('✗ broken');
  for (const words of ['● running', '○ stopped', '? unknown']) assert.ok(list.includes(words), words);
  type(enter);
  await see('the kernel knows no');
});

test('an empty host says what to do, a failed one what is wrong, a slow one that it is read', async () => {
  await open({guests: []}).see('c creates a jail or a VM');
  await open({guests: [], view: {status: 'reading', readAt: null}}).see('Reading the host');
  await open({guests: [], view: {status: 'failed', problems: ['cbsd is not here']}}).see('cbsd is not here');
});

test('what could not be read stands over what could', async () => {
  const {see} = open({view: {problems: ['vm1: its database is corrupt', 'pf could not be asked']}});
  await see('! vm1: its database is corrupt (and 1 more)');
});

test('names from a hostile guest cannot draw, move or colour anything', async () => {
  const evil = '\u001b[2J\u001b]0;owned\u0007\u001b[31mred\u009b5n\u202egnp\r\n';
  const {type, see, settle, written} = open({
    guests: [
      guest(`a${evil}`, {
        hostname: evil,
        os: evil,
        addresses: [evil],
        stateReason: evil,
        state: 'broken',
        settings: {[evil]: evil},
      }),
      ...demo,
    ],
  });
  await see('6 guests');
  type(enter);
  await see('Exposed ports');
  await settle();
  const bytes = written.join('');
  for (const control of ['\u001b[2J', '\u001b]0;', '\u001b[31m', '\u009b', '\u202e', '\u0007']) {
    assert.equal(bytes.includes(control), false, JSON.stringify(control));
  }
});

test('in ASCII not one byte is beyond it', async () => {
  const {type, see, settle, written} = open({guests: [guest('日本'), ...demo]}, {ascii: true});
  await see('6 guests');
  type(`?${esc}`);
  type(`${enter}${esc}c${enter}\u0001\u0010${esc}${esc}cj${enter}${enter}deb${esc}`);
  await see('Create a virtual machine');
  await settle();
  assert.match(written.join(''), /^[\u0000-\u007f]*$/);
});

for (const [columns, rows] of [
  [60, 16],
  [80, 24],
  [120, 40],
] as const) {
  test(`every screen fits into ${columns}x${rows}, its footer in sight and its last row free`, async () => {
    const {type, settle, lines, screen} = open({}, {columns, rows});
    for (const keys of [
      '',
      enter,
      `${esc}?`,
      `${esc}J`,
      `${esc}c`,
      enter,
      '\u0001',
      '\u0010',
      `${esc}${esc}cj${enter}${enter}d`,
    ]) {
      if (keys) type(keys);
      await settle();
      assert.equal(lines().at(-1), '');
      assert.match(lines().at(-2) ?? '', /Help/, `after ${JSON.stringify(keys)}:\n${screen()}`);
      assert.match(lines()[0] ?? '', /^construct-tui/);
    }
  });
}

test('a resized terminal shows the same place, larger or smaller, and leaves nothing behind', async () => {
  const {type, see, resize, settle, screen, lines} = open();
  type('jj');
  for (const [columns, rows] of [
    [120, 40],
    [60, 16],
    [80, 24],
  ] as const) {
    resize(columns, rows);
    await settle();
    await see(/❯ vm1/);
    assert.equal(screen().match(/construct-tui/g)?.length, 1, screen());
    assert.match(lines().at(-2) ?? '', /Enter Open/, screen());
  }
});

test('a minute in which nothing changes costs nothing, a new look that found nothing new neither', async () => {
  const {fake, settle, written, see} = open();
  await see('5 guests');
  await settle();
  const before = written.length;
  fake.host({readAt: 2});
  fake.host({guests: [...demo]});
  await settle();
  assert.equal(written.slice(before).join(''), '');
});

test('a moved cursor costs 600 bytes at most, a typed letter too', async () => {
  const {type, see, settle, written} = open({guests: Array.from({length: 200}, (_, index) => guest(`g${index}`))});
  await see('200 guests');
  const cost = async (key: string): Promise<number> => {
    await settle();
    const before = written.length;
    type(key);
    await settle();
    return written.slice(before).join('').length;
  };
  const moves: number[] = [];
  for (let count = 0; count < 40; count += 1) moves.push(await cost('j'));
  assert.ok((moves.toSorted((one, other) => one - other)[20] ?? 0) <= 600, `${moves}`);
  type(`c${enter}`);
  await see('Show the plan');
  assert.ok((await cost('w')) <= 600);
});

test('help lists the keys of the screen it was asked on', async () => {
  const {type, see} = open();
  type('?');
  await see('Keys in the list of guests');
  await see('Start a stopped guest, stop a running one');
  type(`${esc}`);
  await see('5 guests');
  type(`c${enter}${esc}OP`);
  await see('Keys in a form');
  await see('Find a field by name or help');
});

test('a refusal that is longer than a row stands whole, its way out too, and the frame is no higher for it', async () => {
  const reason =
    'web1 has no screen now: only a VM that runs, with a graphical console, has one. Its shell is one key away: l';
  const {fake, type, see, lines, settle} = open({}, {columns: 60, rows: 20});
  fake.session.openScreen = async () => ({code: 'unsupported', field: null, reason, owner: null});
  await see('5 guests, 2 running');
  type('v');
  await see(/graphical\s+console[\s\S]*one key away: l/);
  await settle();
  assert.match(lines()[0] ?? '', /node1/);
  assert.match(lines().at(-2) ?? '', /Enter Open/);
  assert.equal(lines().at(-1), '');
  type('j');
  await settle();
  assert.equal(
    lines().some(text => text.includes('one key away')),
    false,
  );
});
