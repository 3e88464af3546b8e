import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defaultSettings} from '../../source/settings/hosts.ts';
import {usual} from '../../source/settings/preferences.ts';
import {titleLine} from '../../source/ui/frame.tsx';
import {isSameLine} from '../../source/ui/lines.tsx';
import {createPaints} from '../../source/ui/paints.ts';
import {placeOf} from '../../source/ui/places.ts';
import {until} from '../helpers/until.ts';
import {at, type Driven, drive} from './drive.ts';
import {fakeFleet, fleetHost, threeHosts} from './fake-fleet.ts';
import {fakeSession} from './fake-session.ts';
import {mountApp} from './mount-app.ts';

function driven(hosts = threeHosts): {driven: Driven; asked: string[]} {
  const fake = fakeSession();
  const {fleet, asked} = fakeFleet(hosts, fake.session);
  return {driven: drive(fake.session, {columns: 80, rows: 24}, fleet), asked};
}

test('the hosts stand side by side with what each has, and a dead one with why', async t => {
  const {fleet} = fakeFleet(threeHosts);
  const mounted = mountApp(fakeSession().session, {fleet});
  t.after(mounted.unmount);
  mounted.type('H');
  await mounted.see(/2 of 3 ready/);
  await mounted.see(/node2 +● ready +CBSD 14\.1\.3a +2\/5 +0\.21 +8 GiB +256 GiB +1/);
  mounted.type('jj');
  await mounted.see(/node3\.example, port 22: no answer/);
});

test('Enter goes to a host that answers, says why one does not, and tries that one again', () => {
  const {driven: screen, asked} = driven();
  screen.type('Hj\r');
  assert.deepEqual(screen.asked, ['go to node2']);
  screen.type('j\r');
  assert.match(screen.flash(), /no answer/);
  assert.ok(asked.includes('look node3'));
});

test('a key that nobody knows is shown before it is believed, and an Enter too many believes nothing', async () => {
  const key = Buffer.from(`\0\0\0\u000bssh-ed25519${'k'.repeat(36)}`);
  const hosts = [...threeHosts, fleetHost('node4', {condition: 'unknown-key', problem: 'not known', key, view: null})];
  const {driven: screen, asked} = driven(hosts);
  screen.type('HG\r');
  const {rows} = at(screen, 'picker');
  assert.match(rows[1]?.note ?? '', /ssh-ed25519 SHA256:/);
  screen.type('\r');
  assert.ok(!asked.includes('trust node4'));
  screen.type('\rj\r');
  await until('it is trusted', () => asked.includes('trust node4'));
});

test('a host that no key opens is logged in to by hand, from its own row', () => {
  const hosts = [
    ...threeHosts,
    fleetHost('node4', {condition: 'no-login', problem: 'not with these keys', view: null}),
  ];
  const {driven: screen} = driven(hosts);
  screen.type('HG\r');
  assert.match(at(screen, 'picker').rows[1]?.note ?? '', /not with these keys/);
  screen.type('\r');
  assert.deepEqual(screen.asked, ['away']);
});

test('a host is added by its name and where it leads, which has to be somewhere', async () => {
  const {driven: screen, asked} = driven();
  screen.type('Ha\rnode4\r');
  screen.type('root@host with blanks\r');
  assert.match(screen.flash(), /is no host: write it as USER@HOST:PORT/);
  screen.type('\u0015root@192.0.2.4\r\r\r\r\r\r');
  await until('it is kept', () => asked.some(each => each.startsWith('settle node4')));
  assert.ok(asked.includes('settle node4 {"ssh":"root@192.0.2.4"}'), asked.join('\n'));
  assert.equal(at(screen, 'hosts').cursor, 'node4', 'it is the one that the next key means');
  assert.equal(screen.front().place, 'hosts');
});

test('a filter knows groups and tags, and marks are acted on together', async () => {
  const {driven: screen} = driven();
  screen.type('H/lab\r');
  assert.equal(at(screen, 'hosts').cursor, 'node2');
  screen.type('\u001bg  xj\r');
  await until('both are planned', () => screen.app.snapshot().world.tasks.length === 2);
  assert.deepEqual(at(screen, 'tasks').wish, {action: 'start', hosts: ['node1', 'node2']});
});

test('why a host refuses what others have planned stands whole under the list when the cursor is on it', async t => {
  const {session} = fakeSession();
  const {fleet} = fakeFleet(threeHosts, session);
  const mounted = mountApp(session, {fleet});
  t.after(mounted.unmount);
  mounted.type('H   xj\r');
  await until('all are planned', () => mounted.app.snapshot().world.tasks.every(({stage}) => stage !== 'planning'));
  await mounted.settle();
  assert.match(mounted.screen(), /shows what will run on a host/);
  mounted.type('\r');
  await mounted.settle();
  assert.match(mounted.screen(), /Plan on node1: /);
  mounted.type('\u001b');
  await mounted.settle();
  mounted.type('G');
  await mounted.settle();
  assert.match(mounted.screen().split('\n').slice(-4).join(' '), /node3\.example, port 22: no answer/);
});

test('how far each of many hosts is stands in the table while they are at it', async t => {
  const fake = fakeSession();
  const {fleet} = fakeFleet([fleetHost('node1', {isHere: true})], fake.session);
  const mounted = mountApp(fake.session, {fleet});
  t.after(mounted.unmount);
  mounted.type('H xj\r');
  await mounted.see(/planned +1 /);
  mounted.type('Rj\r');
  await mounted.see(/running +0\/1/);
  const [task] = mounted.app.snapshot().world.tasks;
  const steps = (await fake.session.job(task?.job ?? ''))?.steps ?? [];
  fake.change(task?.job ?? '', {steps: steps.map(step => ({...step, state: 'checked'}))});
  await mounted.see(/running +1\/1/);
});

test('a host without its platform is one that can be set up, where its system has one', async t => {
  const bare = {condition: 'no-platform', version: '', view: null, jobs: []} as const;
  const {fleet} = fakeFleet([fleetHost('node1', bare), fleetHost('node2', {...bare, platform: ''})]);
  const mounted = mountApp(fakeSession().session, {fleet});
  t.after(mounted.unmount);
  mounted.type('H');
  await mounted.see(/node1 +○ not set up +CBSD/);
  await mounted.see(/node2 +○ no platform +-/);
});

test('guests, ports and jobs of all hosts are one list each, and one filter goes across', () => {
  const {driven: screen} = driven();
  screen.type('W/lab web1\r');
  screen.type(' ');
  screen.type('\r');
  assert.deepEqual(screen.asked, ['go to node2 guest']);
  screen.type('\t\r');
  assert.deepEqual(screen.asked, ['go to node2 guest', 'go to node2 guest']);
  screen.type('\u001b\t\r');
  assert.equal(screen.asked.at(-1), 'go to node1 job');
});

test('of a host that does not answer any more nobody says that its guests run', async t => {
  const {fleet} = fakeFleet([fleetHost('node2', {condition: 'unreachable', problem: 'no answer'})]);
  const mounted = mountApp(fakeSession().session, {fleet});
  t.after(mounted.unmount);
  mounted.type('W');
  await mounted.see(/node2 +web1 +jail +\? unknown/);
});

test('the title of every screen has the name of the host in its own colour; without colours it is bold', () => {
  const {driven: screen} = driven([fleetHost('node1', {settings: {...defaultSettings, colour: 'magenta'}})]);
  const {world} = screen.app.snapshot();
  const styleIn = (theme: string) =>
    titleLine(world, createPaints(false)({...usual, theme}, 'dark')).spans.find(({text}) => text === 'node1')?.style;
  assert.deepEqual(styleIn('dark'), {color: 'magenta', bold: true});
  assert.deepEqual(styleIn('mono'), {bold: true});
});

test('what asks about other hosts than the one in front shows their names, in their colours, in the title', async () => {
  const key = Buffer.from(`\0\0\0\u000bssh-ed25519${'k'.repeat(36)}`);
  const blue = {...defaultSettings, colour: 'blue'};
  const hosts = [
    fleetHost('node1', {isHere: true, settings: {...defaultSettings, colour: 'green'}}),
    fleetHost('node2', {settings: {...defaultSettings, colour: 'red'}}),
    fleetHost('node4', {condition: 'unknown-key', problem: 'not known', key, view: null, settings: blue}),
    fleetHost('node5', {condition: 'no-login', problem: 'not with these keys', view: null, settings: blue}),
  ];
  const paint = createPaints(false)({...usual, theme: 'dark'}, 'dark');
  for (const [keys, ...shown] of [
    ['', 'node1 green'],
    ['H', 'node1 green'],
    ['Hjd', 'node2 red'],
    ['Hjjd', 'node4 blue'],
    ['Hjj\r', 'node4 blue'],
    ['HG\r', 'node5 blue'],
    ['H  x', 'node1 green', 'node2 red'],
    ['H  xj\r', 'node1 green', 'node2 red'],
    ['H  xj\r|\r', 'node1 green'],
    ['H  xj\r|j\r', 'node2 red'],
    ['H  xj\r|R', 'node1 green', 'node2 red'],
  ] as const) {
    const {driven: screen} = driven(hosts);
    const [first = '', rest = ''] = keys.split('|');
    screen.type(first);
    const isPlanned = () => screen.app.snapshot().world.tasks.every(({stage}) => stage !== 'planning');
    await until('it is planned', isPlanned);
    screen.type(rest);
    const {world} = screen.app.snapshot();
    const {hosts: others} = placeOf(screen.front()).draw(screen.front(), world, paint);
    const {spans} = titleLine(world, paint, others);
    const coloured = spans.flatMap(({text, style}) => (style?.color ? [`${text} ${style.color}`] : []));
    assert.deepEqual(coloured, shown, keys);
    screen.close();
  }
});

test('more hosts than the title has room for are counted', () => {
  const names = Array.from({length: 30}, (_, index) => `long-name-of-a-host-${index}`);
  const {driven: screen} = driven(names.map(name => fleetHost(name)));
  const {spans} = titleLine(screen.app.snapshot().world, createPaints(false)(usual, 'dark'), names);
  const text = spans.map(span => span.text).join('');
  assert.match(text, /^construct-tui long-name-of-a-host-0, long-name-of-a-host-1 and 28 more$/);
  assert.ok(text.length <= 80);
});

test('what asks about a practice host says so in the title, beside whatever other hosts it is about', () => {
  const simulated = fleetHost('node2', {settings: {...defaultSettings, practice: '/tmp/world'}});
  const {driven: screen} = driven([fleetHost('node1', {isHere: true}), simulated, fleetHost('node3')]);
  const {world} = screen.app.snapshot();
  const real = {...world, host: {...world.host, practice: false}};
  const titled = (...names: readonly string[]) =>
    titleLine(real, createPaints(false)(usual, 'dark'), names)
      .spans.map(({text}) => text)
      .join('');
  assert.equal(titled('node2', 'node3'), 'construct-tui  PRACTICE HOST  node2, node3');
  assert.equal(titled('node1', 'node3'), 'construct-tui node1, node3');
});

test('the screen of a guest is opened for a viewer by one key, and closed by the same', async () => {
  const {driven: screen} = driven();
  screen.type('/vm1\rv');
  await until('it is open', () => screen.flash() === 'The screen of vm1: vncviewer 127.0.0.1:5901 (v closes it)');
  screen.type('v');
  await until('it is closed', () => screen.flash() === 'The way to the screen of vm1 is closed');
});

test('a row whose host got another colour is drawn anew, though its words are the same', () => {
  const row = (color: string) => ({spans: [{text: 'node1', style: {color, bold: true}}]});
  assert.equal(isSameLine(row('red'), row('red')), true);
  assert.equal(isSameLine(row('red'), row('green')), false);
});
