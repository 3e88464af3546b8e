import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {resetWorld} from '../../source/practice/reset.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {cpuTime} from '../helpers/cpu.ts';
import {ownProgram} from '../helpers/resident/program.ts';
import {makeWorld, start} from './world.ts';

test('A folder with files that the practice host did not make is left alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'practice-strange-'));
  try {
    writeFileSync(join(folder, 'letter.txt'), 'mine');
    assert.match(resetWorld(folder, {world: 'fresh'}) ?? '', /was not made by the practice host/);
    assert.deepEqual(readdirSync(folder), ['letter.txt']);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});

test('A host without CBSD has neither cbsd nor sqlite3, a fresh one has no guest', () => {
  const blank = makeWorld({world: 'blank'});
  assert.equal(existsSync(join(blank, 'bin/cbsd')), false);
  assert.equal(start(blank, 'uname', ['-r']).stdout, '14.1-RELEASE-p5\n');
  assert.equal(start(makeWorld({world: 'fresh'}), 'cbsd', ['jls', 'header=0']).stdout, '');
});

test('A reset takes away guests and faults of the world before it', () => {
  const folder = makeWorld();
  assert.equal(resetWorld(folder, {world: 'fresh', program: ownProgram}), null);
  assert.equal(start(folder, 'cbsd', ['jls', 'header=0']).stdout, '');
  assert.match(resetWorld(folder, {world: '10001'}) ?? '', /^unknown world/);
});

test('Ten thousand guests are made within ten seconds of work, and each is there when it is asked for', async () => {
  let folder = '';
  const spent = cpuTime(() => {
    folder = makeWorld({world: '10000'});
  });
  assert.ok(spent < 10_000, `${spent} ms`);
  const transport = createPracticeTransport(folder);
  const database = '/usr/jails/var/db/local.sqlite';
  const count = await transport.read({argv: ['sqlite3', database, 'SELECT emulator, count(*) FROM jails GROUP BY 1']});
  assert.equal(count.stdout, 'bhyve|1000\njail|9000\n');
  const one = await transport.read({argv: ['cbsd', 'expose', 'mode=list', 'jname=jail00005']});
  assert.match(one.stdout, /^20004 -> 80 /);
  const vm = await transport.read({argv: ['cbsd', 'bget', 'jname=vm00010', 'mode=quiet', 'vm_ram', 'ip4_addr']});
  assert.equal(vm.stdout, '1073741824\n10.0.0.11\n');
  const made = await transport.execute({
    argv: ['cbsd', 'jclone', 'old=jail00001', 'new=copy', 'host_hostname=c.my.domain', 'ip4_addr=DHCP'],
  });
  assert.match(made.stdout, /Selected IPv4: 10\.0\.\d+\.\d+\nCloning\.\.\.\.ok/);
});

test('On ZFS snapshots work, a rollback brings files back, and clones show their origin', async () => {
  const transport = createPracticeTransport(makeWorld({zfs: true}));
  const ask = async (...argv: [string, ...string[]]): Promise<string> => (await transport.execute({argv})).stdout;
  assert.match(
    await ask('cbsd', 'jsnapshot', 'mode=create', 'jname=web1', 'snapname=s1'),
    /created snapshot #1 for web1/,
  );
  await ask('mkdir', '/usr/jails/jails-data/web1-data/new');
  assert.match(await ask('cbsd', 'jsnapshot', 'mode=list', 'header=0'), /^web1 +s1 +\d{4}-/);
  assert.match(await ask('cbsd', 'jsnapshot', 'mode=rollback', 'jname=web1', 'snapname=s1'), /Restored state to s1/);
  assert.equal(await ask('ls', '/usr/jails/jails-data/web1-data'), '');
  await ask('cbsd', 'jclone', 'old=web1', 'new=web2', 'host_hostname=web2.my.domain');
  assert.match(await ask('zfs', 'list', '-Ho', 'name,origin'), /jails-data\/web2\tzroot\S+\/web1@cbsd-original-web2/);
});

test('With mirrors a missing base is fetched before the jail is made', async () => {
  const transport = createPracticeTransport(makeWorld({world: 'fresh'}));
  const argv = [
    'cbsd',
    'jcreate',
    'jname=www1',
    'ver=14.1',
    'ip4_addr=DHCP',
    'pkglist=misc/mc',
    'runasap=1',
    'inter=0',
  ] as const;
  const {exitCode, stdout} = await transport.execute({argv});
  assert.equal(exitCode, 0, stdout);
  assert.match(
    stdout,
    /retrieve base\.txz[\s\S]*Installing misc\/mc[\s\S]*Creating www1 complete[\s\S]*Starting jail: www1/,
  );
  assert.equal((await transport.read({argv: ['jls', 'jid', 'name', 'ip4.addr']})).stdout, '1 www1 10.0.0.1\n');
});
