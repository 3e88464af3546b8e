import assert from 'node:assert/strict';
import {test} from 'node:test';
import {freshNode} from './fresh.ts';

test('Addresses are handed out once in 30 seconds, and the pool ends with exit code 2', t => {
  const {ask} = freshNode(t);
  const next = () => ask('cbsd dhcpd ip4pool=10.0.0.10-12');
  assert.deepEqual(
    [next(), next(), next()].map(({exit, stdout}) => `${exit} ${stdout}`),
    ['0 10.0.0.10\n', '0 10.0.0.12\n', '2 '],
  );
});

test('IPv6 addresses are handed out in order, or refused without a pool', t => {
  const {ask} = freshNode(t);
  assert.equal(ask('cbsd dhcpdv6').stdout, 'no nodeip6pool\n');
  assert.equal(ask('cbsd dhcpdv6 ip6pool=fd00:1::/64').stdout, 'fd00:1::1\n');
  assert.equal(ask('cbsd dhcpdv6 ip6pool=fd00:1::/64').stdout, 'fd00:1::2\n');
});

test('Without a pool there is no address', t => {
  const {ask, world} = freshNode(t);
  world.change('local', "UPDATE local SET nodeippool = '0'");
  assert.deepEqual(ask('cbsd dhcpd'), {exit: 1, stdout: 'no nodeippool\n', stderr: ''});
});

test('A free name is not given twice', t => {
  const {ask} = freshNode(t);
  const names = [1, 2].map(() => ask('cbsd freejname default_jailname=web').stdout);
  assert.deepEqual(names, ['web2\n', 'web3\n']);
});

test('checkip tells by its exit code who has an address', t => {
  const {ask} = freshNode(t);
  const code = (ip: string, check: number): number => ask(`cbsd checkip ip=${ip} check=${check}`).exit;
  assert.deepEqual(
    [code('10.0.0.9', 0), code('172.16.0.1', 0), code('192.0.2.10', 1), code('10.0.0.9', 1)],
    [1, 0, 2, 1],
  );
});

test('An image is registered once, attached, ejected and deleted with its file', t => {
  const {ask, world} = freshNode(t);
  world.write('/usr/jails/src/iso/a.iso', 'image');
  const register = 'cbsd media mode=register name=a path=/usr/jails/src/iso/a.iso type=iso jname=-';
  assert.deepEqual(ask(register), {exit: 0, stdout: '', stderr: 'Updated\n'});
  assert.deepEqual(ask(register), {exit: 1, stdout: 'Path already exist for: a\n', stderr: ''});
  const attached = ask('cbsd media mode=attach name=a path=/usr/jails/src/iso/a.iso type=iso jname=web1');
  assert.match(attached.stdout, /^UPDATE media SET jname='web1' .*\nAttached to: web1\n$/);
  assert.equal(ask('cbsd media mode=eject jname=web1').stdout, 'All CD/ISO ejected: web1\n');
  assert.match(ask('cbsd media mode=list').stdout, /^a +\/usr\/jails\/src\/iso\/a\.iso +iso +- +5$/m);
  assert.equal(ask('cbsd media mode=delete name=a path=/usr/jails/src/iso/a.iso type=iso').exit, 0);
  assert.ok(!world.exists('/usr/jails/src/iso/a.iso'));
});
