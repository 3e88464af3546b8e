import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {fakeSession} from './fake-session.ts';
import {type Mounted, type Mounting, mountApp} from './mount-app.ts';

const mounted: Mounted[] = [];

afterEach(() => {
  for (const one of mounted.splice(0)) one.unmount();
});

type Given = Parameters<typeof fakeSession>[0];

function open(given: Given, mounting: Mounting = {}): Mounted {
  const screen = mountApp(fakeSession(given).session, mounting);
  mounted.push(screen);
  screen.app.begin();
  return screen;
}

test('an empty host greets with how to make the first guest, and the key works at once', async () => {
  const {see, type, screen} = open({guests: [], practice: false});
  await see('No jails and no VMs are on node1 yet.');
  await see('c creates a jail or a VM');
  assert.doesNotMatch(screen(), /practice/i);
  type('c\r');
  await see('Create a jail');
});

test('a practice host says that nothing can break and how to be shown around, until the first job', async () => {
  const {see, type, screen} = open({});
  await see('construct-tui --tour shows around');
  await see('s starts the guest under the cursor');
  type('j');
  await see(/❯ db1/);
  type('s\r');
  await see('job job00001');
  type('\u001b');
  await see('5 guests');
  assert.doesNotMatch(screen(), /--tour/, 'nobody has to read the list of jobs for that');
  type('J');
  await see(/Start db1/);
  type('\u001b\u001b');
  await see('5 guests');
  assert.doesNotMatch(screen(), /--tour/);
});

test('a machine without a platform is told so', async () => {
  const {see} = open({}, {fellBack: true});
  await see('No platform that construct-tui knows is on this machine');
});

test('a host without CBSD says how it comes there, and r looks again', async () => {
  const {see, type} = open({
    guests: [],
    view: {status: 'failed', isAbsent: true, problems: ['CBSD is not on this host']},
  });
  await see('pkg install cbsd');
  await see('r looks again');
  type('r');
  await see('CBSD is not on this host');
});

test('a greeting that has no room leaves the guests alone, and a filter has no use for it', async () => {
  const low = open({}, {columns: 60, rows: 16});
  await low.see('5 guests');
  await low.settle();
  assert.doesNotMatch(low.screen(), /--tour/);
  const high = open({});
  await high.see('--tour');
  high.type('/vm\r');
  await high.see('2 of 5 match');
  assert.doesNotMatch(high.screen(), /--tour/);
});

test('a real host with guests is not greeted at all', async () => {
  const {see, settle, screen} = open({practice: false});
  await see('5 guests');
  await settle();
  assert.doesNotMatch(screen(), /creates a jail|--tour/);
});
