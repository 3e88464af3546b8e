import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {ownProgram} from '../helpers/resident/program.ts';
import {compareDoors, day} from './day.ts';
import {makeWorld} from './world.ts';

/** Calls that need nothing of one another: what they start costs most of the time. */
const isReading = ([tool, verb]: (typeof day)[number]): boolean => tool !== 'cbsd' || verb === 'jls';

// the whole day, by the executables as they are shipped: npm run soak
test('The executables as they are shipped answer as the door without a process does', () =>
  compareDoors(day.filter(isReading), makeWorld(), [makeWorld({program: ownProgram})]));

test('The resident program of the tests gives the same answers, call after call', () =>
  compareDoors(day, makeWorld(), [makeWorld()]));

test('A constant sh text sees the practice host and nothing of this machine', async () => {
  const transport = createPracticeTransport(makeWorld());
  const text =
    'cd "$1" && cat ver && echo && printf "%s\\n" etc/pfrdr.conf && command -v cbsd >/dev/null && uname -s; command -v node || echo none; cd "$2" && for f in *; do echo "$f"; done';
  const {stdout, exitCode} = await transport.read({
    argv: ['sh', '-c', text, 'sh', '/usr/jails', '/usr/jails/jails-data'],
  });
  assert.equal(exitCode, 0);
  const [version, file, system, node, ...guests] = stdout.trim().split('\n');
  assert.deepEqual([version, file, system, node], ['14.1.3a', 'etc/pfrdr.conf', 'FreeBSD', 'none']);
  assert.deepEqual(guests, ['app1-data', 'db1-data', 'vm1-data', 'vm2-data', 'web1-data']);
});

test('A question on a closed stdin floods: a look is ended, with the line that it repeats', async () => {
  const transport = createPracticeTransport(makeWorld());
  const {ending, repeating} = await transport.read({argv: ['cbsd', 'natcfg'], outputLimit: 200_000});
  assert.equal(ending, 'flooded');
  assert.equal(repeating, '[yes(1) or no(0) or cancel(2)]');
});

test('A changing command that floods is never ended: it is overdue, its surplus output is counted', async () => {
  const transport = createPracticeTransport(makeWorld({world: 'fresh'}));
  const result = await transport.execute({argv: ['cbsd', 'natcfg'], outputLimit: 1000, timeoutMs: 100});
  assert.equal(result.ending, 'overdue');
  assert.ok(result.droppedBytes > 0);
  assert.ok(result.stdout.length <= 1000);
});

test('A file is written once: the second write is refused', async () => {
  const transport = createPracticeTransport(makeWorld({world: 'fresh'}));
  assert.equal(await transport.write('/usr/jails/ftmp/a.jconf', "jname='x';\n", 0o600), null);
  assert.equal(await transport.write('/usr/jails/ftmp/a.jconf', 'again', 0o600), 'EEXIST');
  assert.equal(await transport.write('/no/such/folder/a', '', 0o600), 'ENOENT');
});
