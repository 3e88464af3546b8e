import assert from 'node:assert/strict';
import {test} from 'node:test';
import {listenersFile} from '../../../source/practice/node/expose/listeners.ts';
import {loadedRules} from '../../../source/practice/node/nat/pf.ts';
import {freshNode} from './fresh.ts';

const rdrFile = '/usr/jails/etc/pfrdr.conf';
const doors = /^rdr/;

test('A new door is in the table, in the file and in pf', t => {
  const {ask, world} = freshNode(t);
  assert.equal(ask('cbsd expose mode=add jname=web1 in=8080 out=80').exit, 0);
  assert.equal(ask('cbsd expose mode=list jname=web1').stdout, '8080 -> 80 from any (inaddr=0 -> 192.0.2.10 tcp)\n');
  assert.deepEqual(
    loadedRules(world).filter(rule => doors.test(rule)),
    ['rdr pass proto tcp from {any} to 192.0.2.10 port 8080 -> 10.0.0.11 port 80'],
  );
});

test('Sources that are no addresses take every rule out of pf, and CBSD still says that all is well', t => {
  const {ask, world} = freshNode(t);
  ask('cbsd expose mode=add jname=web1 in=8080 out=80');
  const said = ask('cbsd expose mode=add jname=web1 in=2222 out=22 fromips=any;true');
  assert.equal(said.exit, 0);
  assert.match(said.stderr, /pf rules not loaded/);
  assert.deepEqual(loadedRules(world), [], 'the flush before the load had come first');
  assert.match(ask('cbsd expose mode=list jname=web1').stdout, /2222 -> 22 from any;true/);
});

test('A host port that answers is refused by name, an odd protocol always is', t => {
  const {ask, world} = freshNode(t);
  world.write(listenersFile, 'tcp * 22\n');
  const said = ask('cbsd expose mode=add jname=web1 in=22');
  assert.equal(said.exit, 1);
  assert.match(said.stdout, /port already in use on 192\.0\.2\.10: tcp\/22/);
  assert.equal(ask('cbsd expose mode=add jname=web1 in=22 proto=udp').exit, 0);
  assert.equal(ask('cbsd expose mode=add jname=web1 in=9000 proto=sctp').exit, 1);
});

test('With NAT switched off a door is stored, ends with 0 and leads nowhere', t => {
  const {ask, world} = freshNode(t);
  ask('cbsd natcfg fw_new=0');
  assert.equal(ask('cbsd expose mode=add jname=web1 in=8080 out=80').exit, 0);
  assert.match(ask('cbsd expose mode=list jname=web1').stdout, /^8080 -> 80/);
  assert.deepEqual(loadedRules(world), []);
});

test('Clearing a guest leaves its UDP door open, deleting closes it', t => {
  const {ask, world} = freshNode(t);
  ask('cbsd expose mode=add jname=web1 in=53 proto=udp');
  ask('cbsd expose mode=add jname=web1 in=80');
  ask('cbsd expose mode=clear jname=web1');
  assert.match(world.read(rdrFile) ?? '', /^rdr pass proto udp .*\n$/);
  ask('cbsd expose mode=delete jname=web1 in=53 proto=udp');
  assert.doesNotMatch(world.read(rdrFile) ?? '', /udp/);
});

test('A jail without an IPv4 address gets no door', t => {
  const {ask, world} = freshNode(t);
  for (const [address, why] of [
    ['DHCP', 'DHCP'],
    ['0', '0'],
    ['fd00::5/64', 'fd00::5'],
  ] as const) {
    world.change('local', 'UPDATE jails SET ip4_addr = ?', address);
    const said = ask('cbsd expose mode=add jname=web1 in=80');
    assert.equal(said.exit, 1);
    assert.equal(said.stderr, `expose: outaddr not IPv4 address, skip: ${why}\n`);
    assert.equal(said.stdout, 'expose: fw_expose_add error: 1\n');
  }
});

test('A second load says that pf runs already, with exit code 1', t => {
  const {ask} = freshNode(t);
  assert.equal(ask('cbsd naton').exit, 0);
  assert.equal(ask('cbsd naton').exit, 1);
});

test('A CBSDfile in the caller’s folder hides guests that it does not declare', t => {
  const {ask, world} = freshNode(t);
  world.write('/CBSDfile', 'jail_other()\n{\n}\n');
  const said = ask('cbsd expose mode=list jname=web1');
  assert.deepEqual(said, {exit: 1, stdout: 'expose: no such env: web1\n', stderr: 'found CBSDfile: /CBSDfile\n'});
});
