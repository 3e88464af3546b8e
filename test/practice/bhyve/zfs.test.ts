import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cloudVm, practiceNode} from './node.ts';

test('On ZFS a VM that another was cloned from is not removed, also under a new name, until the clone is gone', t => {
  const node = practiceNode(t, {zfs: true});
  assert.equal(node.cbsd(`bcreate jname=vm1 ${cloudVm} ci_ip4_addr=10.0.0.21`).code, 0);
  assert.match(node.cbsd('bclone old=vm1 new=vm2', {}).out, /^Cloning\.\.\.ok\nGlobal VM ZFS guid: \d+\nbclone done/);
  node.cbsd('brename old=vm1 new=vm9');
  const refused = node.cbsd('bremove jname=vm9');
  assert.deepEqual([refused.code, refused.out], [1, '']);
  assert.equal(refused.err, 'The following machines depend on vm9: vm2\n');
  assert.equal(node.cbsd('bremove vm2 vm9').code, 0);
  assert.equal(node.cbsd('bls header=0').out, '');
});
