import assert from 'node:assert/strict';
import {test} from 'node:test';
import {doctorWithoutHost} from '../../source/commands/doctor.ts';
import {createFace} from '../../source/commands/face.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {fakeSession} from '../ui/fake-session.ts';
import {tell} from './faked.ts';

const {session} = fakeSession();

test('doctor tells each check in a line, and of the others what was found, why it matters and what mends it', async () => {
  const {out, exit} = await tell(session, ['doctor']);
  assert.equal(exit, 0);
  assert.match(out, /^missing +module-vmm +Kernel module vmm$/m);
  assert.match(out, /^ok +package +CBSD is installed +CBSD 14.1.3a$/m);
  assert.match(out, /found +not loaded/);
  assert.match(out, /mend +Load vmm now and at every start: construct-tui doctor --mend module-vmm/);
  assert.match(out, /mend +Go on with the set-up: construct-tui setup$/m);
  assert.match(out, /3 missing, 1 warn, 1 ok; doctor --mend all mends what is harmless of it \(1\)/);
});

test('a machine reads the same, and strict ends with 1 when something is missing', async () => {
  const {documents, exit} = await tell(session, ['doctor', '--json', '--strict']);
  assert.equal(exit, 1);
  const checks = documents[0]?.checks as readonly Readonly<Record<string, unknown>>[];
  for (const check of checks)
    for (const key of ['id', 'title', 'state', 'found', 'wanted', 'fix']) assert.ok(key in check, key);
  assert.deepEqual(
    checks.map(({id, state}) => [id, state]),
    [
      ['module-vmm', 'missing'],
      ['cbsdd', 'missing'],
      ['vnet', 'missing'],
      ['initialised', 'warn'],
      ['package', 'ok'],
    ],
  );
});

test('a mending is a plan like every other: shown, not run without a yes, and all of it only what is harmless', async () => {
  const shown = await tell(session, ['doctor', '--mend', 'all', '--dry-run', '--json']);
  const plan = shown.documents[0]?.plan as {readonly target: string};
  assert.equal(plan.target, 'module-vmm');
  assert.equal((await tell(session, ['doctor', '--mend', 'cbsdd'])).exit, 4);
});

test('a mending that wants a closer look is refused beside others, an unknown one is wrong use', async () => {
  assert.equal((await tell(session, ['doctor', '--mend', 'cbsdd,module-vmm'])).failure?.exit, 3);
  const asks = await tell(session, ['doctor', '--mend', 'initialised', '--dry-run']);
  assert.match(asks.out, /“CBSD is set up” is mended by construct-tui setup, which asks first/);
  const unknown = await tell(session, ['doctor', '--mend', 'nonsense']);
  assert.deepEqual([unknown.failure?.exit, unknown.failure?.field], [2, 'mend']);
  assert.equal((await tell(session, ['doctor', 'tmux'])).failure?.exit, 2);
});

test('a mending that was started runs what was shown', async () => {
  const fake = fakeSession();
  await tell(fake.session, ['doctor', '--mend', 'module-vmm', '--yes', '--no-wait']);
  assert.deepEqual(
    fake.started.map(({plan}) => [plan.action, plan.target]),
    [['mend', 'module-vmm']],
  );
});

test('without any platform the doctor says what could be here, and offers the practice host', () => {
  const options = parseOptions(['doctor', '--strict']);
  const printed: string[] = [];
  const face = {...createFace(options, false), print: (text: string) => void printed.push(text)};
  assert.equal(doctorWithoutHost(face), 1);
  assert.match(printed.join('\n'), /CBSD on FreeBSD/);
  assert.match(printed.join('\n'), /construct-tui --practice/);
});

test('bases and media are listed, those that are ready first', async () => {
  const media = await tell(session, ['media']);
  assert.match(media.out, /absent +cloud-Debian-x86-12 +381.5 MiB to fetch/);
  const {documents} = await tell(session, ['bases', 'list', '--json']);
  const bases = (documents[0]?.bases ?? []) as readonly {readonly name: string; readonly state: string}[];
  assert.deepEqual(
    bases.map(({name, state}) => [name, state]),
    [['14.1', 'ready']],
  );
  assert.equal((await tell(session, ['media', 'fetch'])).failure?.exit, 2);
  assert.equal((await tell(session, ['bases', 'burn', '14.1'])).failure?.exit, 2);
});
