import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cloudVm, type Node, practiceNode, row, settingsOf} from './node.ts';

const create = (node: Node, jname: string, more = ''): void => {
  const address = `ci_ip4_addr=10.0.0.2${jname.slice(2)} ci_gw4=10.0.0.254`;
  assert.equal(node.cbsd(`bcreate jname=${jname} ${cloudVm} ${address} ${more}`.trim()).code, 0);
};

test('Without its image a start asks for ever, and where nothing may be asked it fails mirror after mirror', t => {
  const node = practiceNode(t, {offline: true});
  create(node, 'vm1');
  const asked = node.cbsd('bstart vm1', {});
  assert.equal(asked.code, 'flood');
  assert.match(asked.out, /Shall i download it from: .* \.\.\.\?\n\[yes\(1\) or no\(0\)\]\n\[yes/);
  const refused = node.cbsd('bstart jname=vm1');
  assert.equal(refused.code, 1);
  assert.equal(refused.out.match(/^Processing: /gm)?.length, 7);
  assert.match(refused.out, /vm_iso_path name: cloud-debian-x86-12\.5\.0\n$/);
});

test('A start fetches the image, fills the disk and runs; the row says off beside its pid', t => {
  const node = practiceNode(t);
  create(node, 'vm1');
  const started = node.cbsd('bstart jname=vm1');
  assert.equal(started.code, 0);
  const pid = Number(/PID: (\d+)/.exec(started.out)?.[1]);
  assert.ok(pid > 0);
  assert.match(started.err, /WIP: \[0%\.\.\..*100%\]/);
  node.look(world => {
    assert.ok(world.exists('/dev/vmm/vm1'));
    assert.equal(world.read('/usr/jails/jails-system/vm1/vnc_port'), '5900\n');
    assert.match(world.read('/usr/jails/jails-system/vm1/seed.iso') ?? '', /instance-id: vm1/);
  });
  const {jid, status} = row(node, 'local', "SELECT jid, status FROM jails WHERE jname='vm1'");
  assert.deepEqual([jid, status], [pid, 0]);
  assert.equal(node.cbsd('bls header=0 display=jname,status,vnc').out, 'vm1  On  127.0.0.1:5900\n');
  assert.equal(node.cbsd('bstart jname=vm1').out, `cloud-init: enabled\nJail vm1 already running, jid: ${pid}\n`);
  const stopped = node.cbsd('bstop jname=vm1');
  assert.match(stopped.out, /0 seconds left \[\.{30}\]\nbstop done/);
  assert.equal(node.cbsd('bls header=0 display=jname,jid,status,vnc').out, 'vm1  0  Off  127.0.0.1:5900\n');
});

test('Memory that the host does not have ends with PID 0 and exit 0', t => {
  const node = practiceNode(t);
  create(node, 'vm1');
  node.cbsd('bset jname=vm1 vm_ram=900g');
  const {code, out} = node.cbsd('bstart jname=vm1');
  assert.equal(code, 0);
  assert.match(out, /PID: 0\nbhyve: Unable to setup memory/);
  assert.equal(node.cbsd('bls header=0 display=status').out, 'Off\n');
});

test('A second VM gets the next port, one with the same fixed port does not come up', t => {
  const node = practiceNode(t);
  create(node, 'vm1');
  create(node, 'vm2');
  create(node, 'vm3', 'vm_vnc_port=5900');
  assert.match(node.cbsd('bstart jname=vm1').out, /127\.0\.0\.1:5900/);
  assert.match(node.cbsd('bstart jname=vm2').out, /127\.0\.0\.1:5901/);
  assert.match(node.cbsd('bstart jname=vm3').out, /PID: 0\nbhyve: vnc port 5900 is in use/);
});

test('A VM in maintenance is not started, and its reason is lost', t => {
  const node = practiceNode(t);
  create(node, 'vm1');
  node.look(world => world.change('local', "UPDATE jails SET status=3, maintenance='moving' WHERE jname='vm1'"));
  assert.equal(node.cbsd('bls header=0 display=status').out, 'Maintenance:moving\n');
  const {code, out} = node.cbsd('bstart jname=vm1');
  assert.equal(code, 1);
  assert.match(out, /Please finish maintenance and switch mode via: jswmode jname=vm1 mode=master comment='0'\n$/);
  assert.equal(node.cbsd('bls header=0 display=status').out, 'Maintenance\n');
});

test('A clone has the source’s forwards and seed, no MAC, no host name, and its own seed once its files are rewritten', t => {
  const node = practiceNode(t);
  create(node, 'vm1');
  node.cbsd('expose mode=add jname=vm1 in=2201 out=22');
  assert.equal(node.cbsd('bclone old=vm1 new=vm2').code, 0);
  const system = '/usr/jails/jails-system/vm2';
  assert.match(node.cbsd('expose mode=list jname=vm2').out, /^2201 -> 22 /);
  assert.equal(row(node, `${system}/local.sqlite`, 'SELECT nic_hwaddr FROM bhyvenic').nic_hwaddr, '0');
  assert.equal(row(node, 'local', "SELECT host_hostname FROM jails WHERE jname='vm2'").host_hostname, '');
  const old = node.look(world => world.read(`${system}/cloud-init/meta-data`) ?? '');
  assert.match(old, /instance-id: vm1/);
  node.look(world => world.write(`${system}/cloud-init/meta-data`, old.replaceAll('vm1', 'vm2')));
  assert.equal(node.cbsd('bstart jname=vm2').code, 0);
  node.look(world => assert.match(world.read(`${system}/seed.iso`) ?? '', /instance-id: vm2\nlocal-hostname: vm2/));
  assert.notEqual(row(node, `${system}/local.sqlite`, 'SELECT nic_hwaddr FROM bhyvenic').nic_hwaddr, '0');
  assert.equal(settingsOf(node, 'vm2').ip4_addr, '10.0.0.21');
});

test('Removing asks nothing, spares the protected, stops the running, and ends with 0 for names that are none', t => {
  const node = practiceNode(t);
  create(node, 'vm1');
  create(node, 'vm2');
  node.cbsd('bset jname=vm2 protected=1');
  node.cbsd('bstart jname=vm1');
  const {code, out} = node.cbsd('bremove vm1 vm2 nope');
  assert.equal(code, 0);
  assert.match(
    out,
    /^bstop done in .*\nProtected\/locked jail\. Skip for remove: vm2\nNo such domain: nope\nbdestroy done/m,
  );
  assert.equal(node.cbsd('bls header=0 display=jname').out, 'vm2\n');
  node.look(world => {
    assert.equal(world.exists('/dev/vmm/vm1'), false);
    assert.equal(world.exists('/usr/jails/jails-data/vm1-data'), false);
  });
});

test('A renamed VM keeps its address and its disk under the new name', t => {
  const node = practiceNode(t);
  create(node, 'vm1');
  assert.match(node.cbsd('brename old=vm1 new=vm9').out, /^Rename\. ok\nbrename done/);
  assert.equal(node.cbsd('bls header=0 display=jname,ip4_addr').out, 'vm9  10.0.0.21\n');
  assert.match(
    node.cbsd('media mode=list').out,
    /hdd-dsk1\.vhd +\/usr\/jails\/jails-data\/vm9-data\/dsk1\.vhd +hdd +vm9 /,
  );
  assert.equal(node.cbsd('bstart jname=vm9').code, 0);
});
