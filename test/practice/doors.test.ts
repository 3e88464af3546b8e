import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {makeWorld, program, start} from './world.ts';

/** One day of an operator: both doors go through it, each in a world of its own. */
const day: readonly (readonly [string, ...string[]])[] = [
  ['cbsd', 'version'],
  ['cbsd', 'jls'],
  ['cbsd', 'bls', 'header=0'],
  ['cbsd', 'jcreate', 'jname=www1', 'ver=empty', 'baserw=1', 'ip4_addr=DHCP', 'inter=0'],
  ['cbsd', 'jcreate', 'jname=www1', 'ver=empty'],
  ['cbsd', 'jstart', 'jname=www1'],
  ['cbsd', 'expose', 'mode=add', 'jname=www1', 'in=8081', 'out=81'],
  ['jls', 'jid', 'name', 'path'],
  ['pfctl', '-s', 'nat'],
  ['cbsd', 'jget', 'jname=www1', 'mode=quiet', 'ip4_addr', 'host_hostname'],
  ['cbsd', 'jset', 'jname=www1', 'astart=0', 'b_order=3'],
  ['cbsd', 'bstart', 'jname=vm1', 'inter=0'],
  ['ls', '/dev/vmm'],
  ['sockstat', '-46l'],
  ['arp', '-an'],
  ['cbsd', 'jclone', 'old=db1', 'new=db2', 'host_hostname=db2.my.domain', 'ip4_addr=10.0.0.52'],
  ['cbsd', 'jrename', 'old=db2', 'new=db3'],
  ['cbsd', 'jstop', 'jname=www1'],
  ['cbsd', 'jremove', 'jname=www1'],
  ['cbsd', 'jstatus', 'jname=www1'],
  ['cbsd', 'nosuchcmd'],
  ['cbsd', 'up'],
  [
    'sqlite3',
    '-readonly',
    '-json',
    '/usr/jails/var/db/local.sqlite',
    'SELECT jname, ip4_addr FROM jails ORDER BY jname',
  ],
  ['grep', '-c', 'rdr', '/usr/jails/etc/pfrdr.conf'],
  ['stat', '-f', '%z', '/usr/jails/ver'],
  ['nosuchtool'],
];

const masked = (text: string): string =>
  text
    .replace(/done in \d+ seconds/g, 'done in # seconds')
    .replace(/\[0%.*100%\]/g, '[0%…100%]')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');

test('All doors of a practice world give the same answers, call after call', async () => {
  const transport = createPracticeTransport(makeWorld());
  const others = [makeWorld({program: program()}), makeWorld()];
  for (const argv of day) {
    const [tool, ...rest] = argv;
    const here = await transport.execute({argv, env: {NOINTER: '1'}});
    const said = (out: string, err: string): string => masked(`${out}--\n${err}`);
    for (const other of others) {
      const there = start(other, tool, rest);
      if (here.ending === 'not-found') assert.equal(there.code, null, argv.join(' '));
      else
        assert.deepEqual(
          [argv.join(' '), here.exitCode, said(here.stdout, here.stderr)],
          [argv.join(' '), there.code, said(there.stdout, there.stderr)],
        );
    }
  }
});

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
