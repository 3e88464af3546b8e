import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Fault, setFault} from '../../source/practice/fault.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {makeWorld, start} from './world.ts';

const faulty = (fault: Partial<Fault>) => {
  const folder = makeWorld();
  setFault(folder, fault);
  return {folder, transport: createPracticeTransport(folder)};
};

const create = ['cbsd', 'jcreate', 'jname=www1', 'ver=empty', 'baserw=1', 'ip4_addr=10.0.0.60', 'inter=0'] as const;
const find = [
  'sqlite3',
  '-json',
  '/usr/jails/var/db/local.sqlite',
  "SELECT status FROM jails WHERE jname='www1'",
] as const;

test('Told to fail, a changing command ends 1 and changes nothing; looking goes on', async () => {
  const {transport} = faulty({kind: 'fail'});
  const {exitCode, stderr} = await transport.execute({argv: create});
  assert.equal(exitCode, 1);
  assert.match(stderr, /practice: jcreate was told to fail/);
  const {stdout} = await transport.read({argv: find});
  assert.equal(stdout, '');
  assert.equal((await transport.read({argv: ['cbsd', 'jls']})).exitCode, 0);
});

test('Told to lie, it says what it always says, ends 0 and does nothing', async () => {
  const {transport} = faulty({kind: 'lie', on: 'jcreate'});
  const {exitCode, stdout} = await transport.execute({argv: create});
  assert.equal(exitCode, 0);
  assert.match(stdout, /Creating www1 complete: Enjoy!/);
  assert.equal((await transport.read({argv: find})).stdout, '');
});

test('A lying jstart leaves the kernel without the jail', async () => {
  const {transport} = faulty({kind: 'lie', on: 'jstart'});
  const {exitCode, stdout} = await transport.execute({argv: ['cbsd', 'jstart', 'jname=web1']});
  assert.deepEqual([exitCode, /Starting jail: web1/.test(stdout)], [0, true]);
  assert.equal((await transport.read({argv: ['jls', 'jid', 'name']})).stdout, '');
});

test('A fault with --at strikes that call only, also among calls that run side by side', async () => {
  const {transport} = faulty({kind: 'fail', on: 'jset', at: 2});
  const codes = [];
  for (let call = 1; call <= 3; call += 1)
    codes.push((await transport.execute({argv: ['cbsd', 'jset', 'jname=web1', `b_order=${call}`]})).exitCode);
  assert.deepEqual(codes, [0, 1, 0]);
});

test('Slow adds its seconds to changing commands and to nothing else', async () => {
  const {transport} = faulty({kind: 'slow', by: 0.3});
  const changed = await transport.execute({argv: ['cbsd', 'jset', 'jname=web1', 'b_order=5']});
  assert.ok(changed.endedAt - changed.startedAt >= 300);
  const looked = await transport.read({argv: ['cbsd', 'jls']});
  assert.ok(looked.endedAt - looked.startedAt < 300);
});

test('A full disk stops a create before anything is registered', async () => {
  const {transport} = faulty({kind: 'full'});
  const {exitCode, stderr} = await transport.execute({argv: create});
  assert.equal(exitCode, 1);
  assert.match(stderr, /No space left on device/);
  assert.equal((await transport.read({argv: find})).stdout, '');
  assert.equal(await transport.write('/usr/jails/ftmp/x', '', 0o600), 'ENOSPC');
});

test('A killed create leaves a jail in maintenance behind, whichever door it was killed in', async () => {
  const {folder, transport} = faulty({kind: 'kill', on: 'jcreate'});
  const here = await transport.execute({argv: create});
  assert.deepEqual([here.ending, here.signal], ['signalled', 'SIGKILL']);
  assert.match((await transport.read({argv: ['cbsd', 'jls', 'www1', 'header=0']})).stdout, /Maintenance/);
  const there = start(folder, 'cbsd', ['jcreate', 'jname=www2', 'ver=empty', 'baserw=1', 'inter=0']);
  assert.equal(there.signal, 'SIGKILL');
});

test('Told to flood, a look is ended and a tool of sh floods as well', async () => {
  const {transport} = faulty({kind: 'flood', on: 'jls'});
  assert.equal((await transport.read({argv: ['cbsd', 'jls'], outputLimit: 100_000})).ending, 'flooded');
  const other = faulty({kind: 'flood', on: 'sysctl'});
  const asked = await other.transport.read({argv: ['sysctl', '-n', 'hw.ncpu'], outputLimit: 100_000});
  assert.equal(asked.ending, 'flooded');
});

test('A fault on sh strikes the N-th look and lets the others through', async () => {
  const {transport} = faulty({kind: 'fail', on: 'sh', at: 2});
  const look = async () => {
    const {exitCode, stdout} = await transport.read({argv: ['sh', '-c', 'cd "$1" && cat ver', 'sh', '/usr/jails']});
    return [exitCode, stdout];
  };
  assert.deepEqual(
    [await look(), await look(), await look()],
    [
      [0, '14.1.3a'],
      [1, ''],
      [0, '14.1.3a'],
    ],
  );
});

test('Offline the base cannot be fetched: the create is refused as CBSD refuses it', async () => {
  const {transport} = faulty({kind: 'offline'});
  const argv = ['cbsd', 'jcreate', 'jname=www1', 'ver=14.1', 'ip4_addr=10.0.0.61', 'inter=0'] as const;
  const {exitCode, stdout} = await transport.execute({argv});
  assert.equal(exitCode, 1);
  assert.match(stdout, /No base data on: \/usr\/jails\/basejail\/base_amd64_amd64_14\.1\n$/);
});

test('None takes the fault away', async () => {
  const {folder, transport} = faulty({kind: 'fail'});
  setFault(folder, {kind: 'none'});
  assert.equal((await transport.execute({argv: ['cbsd', 'jstart', 'jname=web1']})).exitCode, 0);
});
