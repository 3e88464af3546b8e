import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {test} from 'node:test';
import {cloudVm, practiceNode, row, settingsOf} from './node.ts';

const seed = (jname: string, file: string): string => `/usr/jails/jails-system/${jname}/cloud-init/${file}`;

test('A cloud VM has its rows, a disk that takes no space, and a seed with an empty second key', t => {
  const node = practiceNode(t);
  const {code, out, err} = node.cbsd(`bcreate jname=vm1 ${cloudVm} ci_ip4_addr=10.0.0.22/24 ci_gw4=10.0.0.254`);
  assert.equal(code, 0);
  assert.equal(out, '\n');
  assert.equal(err, 'auto-generate cloud-init settings: /usr/jails/jails-system/vm1/cloud-init\n');
  const jail = row(node, 'local', "SELECT * FROM jails WHERE jname='vm1'");
  assert.equal(jail.emulator, 'bhyve');
  assert.equal(jail.ip4_addr, '10.0.0.22');
  assert.equal(jail.host_hostname, 'vm1.my.domain');
  const settings = settingsOf(node, 'vm1');
  assert.equal(settings.vm_ram, 1_073_741_824);
  assert.equal(settings.vnc_password, 'cbsd');
  const disk = node.look(world => statSync(world.path('/usr/jails/jails-data/vm1-data/dsk1.vhd')));
  assert.equal(disk.size, 10_737_418_240);
  assert.ok(disk.blocks < 16);
  node.look(world => {
    assert.match(world.read(seed('vm1', 'user-data')) ?? '', /authorized_keys:\n {6}- ssh-rsa .*\n {6}- \n/);
    assert.match(
      world.read(seed('vm1', 'network-config')) ?? '',
      /address: 10\.0\.0\.22\/24\n {8}gateway: 10\.0\.0\.254/,
    );
  });
});

test('Without an address the node leases one, with a /24, and a missing gateway is a warning', t => {
  const node = practiceNode(t);
  const {out} = node.cbsd(`bcreate jname=vm1 ${cloudVm}`);
  assert.match(out, /ci_ip4_addr not set\. Force to: DHCP\n.*VM without gateway\?/);
  node.look(world => assert.match(world.read(seed('vm1', 'network-config')) ?? '', /address: 10\.0\.0\.1\/24/));
  assert.equal(settingsOf(node, 'vm1').ip4_addr, '10.0.0.1');
});

test('A file carries every character, loses its host name unless it is an argument, and is deleted whatever it says', t => {
  const node = practiceNode(t);
  const make = (jname: string, more: readonly string[]): void => {
    const lines = [
      ...[`jname='${jname}';`, "vm_os_type='linux';", "vm_os_profile='cloud-Debian-x86-12';", "imgsize='10g';"],
      ...[
        "vm_ram='4g';",
        "ci_ip4_addr='10.0.0.30/24';",
        "vnc_password='a $(b) ~c';",
        "host_hostname='own.example.org';",
      ],
      "removejconf='0';",
    ];
    node.look(world => world.write('/tmp/vm.jconf', `${lines.join('\n')}\n`));
    assert.equal(node.cbsd(['bcreate', 'jconf=/tmp/vm.jconf', 'removejconf=0', 'inter=0', ...more]).code, 0);
    node.look(world => assert.equal(world.exists('/tmp/vm.jconf'), false));
  };
  const hostname = (jname: string) =>
    row(node, 'local', `SELECT host_hostname AS name FROM jails WHERE jname='${jname}'`);
  make('vm1', []);
  assert.equal(hostname('vm1').name, 'vm1.my.domain');
  assert.equal(settingsOf(node, 'vm1').vnc_password, 'a $(b) ~c');
  assert.equal(settingsOf(node, 'vm1').vm_ram, 4_294_967_296);
  make('vm2', ['host_hostname=own.example.org', 'vm_ram=2g']);
  assert.equal(hostname('vm2').name, 'own.example.org');
  assert.equal(settingsOf(node, 'vm2').vm_ram, 2_147_483_648);
});

test('A bare size is bytes: too small a disk is a warning, too small a memory the end, and no size at all breaks the shell', t => {
  const node = practiceNode(t);
  const vm = 'vm_os_type=linux vm_os_profile=cloud-Debian-x86-12';
  const small = node.cbsd(`bcreate jname=vm1 ${vm} vm_ram=1g imgsize=20480 ci_ip4_addr=10.0.0.2 ci_gw4=10.0.0.254`);
  assert.equal(small.code, 0);
  assert.equal(small.out, 'imgsize too small: 20480 ( 0mb ) < 4294967296 ( 4096mb )\n\n');
  const memory = node.cbsd(`bcreate jname=vm2 ${vm} vm_ram=512 imgsize=10g`);
  assert.equal(memory.code, 1);
  assert.equal(memory.out, 'vm_ram too small: 512 ( 0mb ) < 268435456 ( 256mb )\n');
  const broken = node.cbsd(`bcreate jname=vm3 ${vm} vm_ram=1g imgsize=2.5G`);
  assert.equal(broken.code, 2);
  assert.match(broken.err, /variable conversion error: " imgsize_bytes \/ 1024 \/ 1024 "/);
  assert.equal(node.cbsd('bls header=0 display=jname').out, 'vm1\n');
});

test('The node’s own defaults win over the profile, and the answers over both', t => {
  const node = practiceNode(t);
  node.look(world => {
    world.write('/usr/jails/etc/bhyve-default-default.conf', 'bhyve_vnc_tcp_bind="0.0.0.0"\nvm_cpus="3"\nxhci="0"\n');
    world.write('/usr/jails/etc/vm-linux-cloud-Debian-x86-12.conf', 'vm_cpus="4"\nfbuf="0"\n');
  });
  node.cbsd(`bcreate jname=vm1 ${cloudVm} ci_ip4_addr=10.0.0.2 vm_cpus=5`);
  node.cbsd('bcreate jname=vm2 vm_os_type=linux vm_os_profile=cloud-Debian-x86-12 ci_ip4_addr=10.0.0.3');
  const [first, second] = [settingsOf(node, 'vm1'), settingsOf(node, 'vm2')];
  assert.deepEqual([first.vm_cpus, second.vm_cpus], [5, 4]);
  assert.deepEqual([second.xhci, second.fbuf, second.bhyve_vnc_tcp_bind], [0, 0, '0.0.0.0']);
});
