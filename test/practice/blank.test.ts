import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {setFault} from '../../source/practice/fault.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {makeWorld} from './world.ts';

const initenv = '/usr/local/cbsd/sudoexec/initenv';
const answers = [
  ...['nodename="n1.example.net"', 'nodeip="192.0.2.10"', 'nodeippool="10.0.0.0/24"', 'natip="192.0.2.10"'],
  ...['nat_enable="0"', 'sqlreplica="0"', 'workdir="/usr/jails"', 'initenv_modify_rcconf_cbsd_enable="0"'],
].join('\n');

/** A host without CBSD, and a way to call its tools. */
const blank = () => {
  const world = makeWorld({world: 'blank', zfs: true});
  const transport = createPracticeTransport(world);
  const run = (...argv: readonly [string, ...string[]]) => transport.execute({argv});
  return {world, transport, run, out: async (...argv: readonly [string, ...string[]]) => (await run(...argv)).stdout};
};

test('On a host without CBSD its package brings the programs and an account; offline it brings nothing', async () => {
  const {world, run, out} = blank();
  setFault(world, {kind: 'offline'});
  assert.equal((await run('pkg', 'install', '-y', 'cbsd')).exitCode, 1);
  assert.equal(existsSync(join(world, 'bin/cbsd')), false);
  setFault(world, {kind: 'none'});
  assert.match(await out('pkg', 'install', '-y', 'cbsd'), /\[4\/4\] Installing cbsd-14\.1\.3a/);
  assert.match(await out('pw', 'usershow', 'cbsd'), /^cbsd:.*:\/nonexistent:\/bin\/sh\n$/);
  assert.equal(await out('cbsd', 'version'), '14.1.3a\n');
});

test('Unattended initenv makes a node of its answer file, changes what its answers allow and more, and ends 0', async () => {
  const {transport, run, out} = blank();
  await run('pkg', 'install', '-y', 'cbsd');
  const nothing = await run(initenv, 'inter=0');
  assert.deepEqual([nothing.exitCode, nothing.stdout.includes('>>> Done')], [0, false]);
  assert.equal((await run('zfs', 'create', '-o', 'atime=off', 'zroot/usr/jails')).exitCode, 0);
  assert.equal(await transport.write('/tmp/initenv.conf', answers, 0o600), null);
  const whole = await run(initenv, 'inter=0', '/tmp/initenv.conf');
  assert.deepEqual([whole.exitCode, whole.stdout.includes('>>> Done')], [0, true]);
  assert.match(await out('cat', '/etc/rc.conf'), /^cbsd_workdir="\/usr\/jails"$/m);
  assert.doesNotMatch(await out('cat', '/etc/rc.conf'), /cbsdd_enable/);
  assert.match(await out('cat', '/etc/rc.conf'), /^cbsdrsyncd_enable="YES"$/m);
  assert.match(await out('cat', '/boot/loader.conf'), /^kern\.racct\.enable=1$/m);
  assert.match(await out('pw', 'usershow', 'cbsd'), /:\/usr\/jails:/);
  assert.match(await out('cat', '/usr/jails/nc.inventory'), /^nodename="n1\.example\.net"$/m);
  assert.equal(await out('sqlite3', '/usr/jails/var/db/local.sqlite', 'SELECT sqlreplica FROM local'), '0\n');
});

test('What only runs is gone after a reboot, and what the files say comes back', async () => {
  const {transport, run, out} = blank();
  await run('pkg', 'install', '-y', 'cbsd');
  assert.equal(await transport.write('/tmp/initenv.conf', answers, 0o600), null);
  await run(initenv, 'inter=0', '/tmp/initenv.conf');
  await run('kldload', 'pf');
  await transport.execute({argv: ['pfctl', '-f', '-'], stdin: 'pass all\n'});
  assert.equal(await out('pfctl', '-s', 'rules'), 'pass all\n');
  await run('reboot');
  assert.match((await run('pfctl', '-s', 'rules')).stderr, /\/dev\/pf: No such file/);
  await run('cbsd', 'natcfg', 'fw_new=pf', 'natip_new=192.0.2.10');
  await run('sysrc', 'cbsdd_enable=YES');
  await run('reboot');
  assert.match(await out('pfctl', '-s', 'nat'), /^nat on em0 inet from 10\.0\.0\.0\/8 /);
});
