import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setFault} from '../../../source/practice/fault.ts';
import {cloudVm, practiceNode} from './node.ts';

const vm = `bcreate jname=vm1 ${cloudVm} ci_ip4_addr=10.0.0.21 ci_gw4=10.0.0.254`;

test('A start that lies tells a pid, and nothing runs', t => {
  const node = practiceNode(t);
  node.cbsd(vm);
  setFault(node.folder, {kind: 'lie', on: 'bstart'});
  const {code, out} = node.cbsd('bstart jname=vm1');
  assert.equal(code, 0);
  assert.match(out, /PID: \d+\nbstart done/);
  assert.equal(node.cbsd('bls header=0 display=jid,status').out, '0  Off\n');
});

test('A create that is killed leaves a registered VM without its seed', t => {
  const node = practiceNode(t);
  setFault(node.folder, {kind: 'kill', on: 'bcreate'});
  assert.equal(node.cbsd(vm).code, 'killed');
  setFault(node.folder, {kind: 'none'});
  assert.equal(node.cbsd('bls header=0 display=jname,status').out, 'vm1  Off\n');
  node.look(world => assert.equal(world.exists('/usr/jails/jails-system/vm1/cloud-init'), false));
  assert.equal(node.cbsd(vm).out, 'VM already exist: vm1\n');
});

test('A clone on a full disk says ok and is none', t => {
  const node = practiceNode(t);
  node.cbsd(vm);
  setFault(node.folder, {kind: 'full', on: 'bclone'});
  const {code, out, err} = node.cbsd('bclone old=vm1 new=vm2');
  assert.deepEqual([code, out], [0, 'Cloning...ok\nbclone done in 0 seconds\n']);
  assert.match(err, /No space left on device/);
  setFault(node.folder, {kind: 'none'});
  assert.equal(node.cbsd('bls header=0 display=jname').out, 'vm1\n');
});

test('A start that is killed in its download leaves the VM in maintenance, and it is not started again', t => {
  const node = practiceNode(t);
  node.cbsd(vm);
  setFault(node.folder, {kind: 'kill', on: 'bstart'});
  assert.equal(node.cbsd('bstart jname=vm1').code, 'killed');
  setFault(node.folder, {kind: 'none'});
  assert.equal(node.cbsd('bls header=0 display=status').out, 'Maintenance:Fetching_ISO\n');
  assert.equal(node.cbsd('bstart jname=vm1').code, 1);
});
