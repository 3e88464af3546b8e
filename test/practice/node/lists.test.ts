import assert from 'node:assert/strict';
import {copyFileSync, rmSync, symlinkSync} from 'node:fs';
import {test} from 'node:test';
import {freshNode} from './fresh.ts';

const words = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => line.split(/ {2,}/));

test('The list that dialogs offer has neither foreign architectures nor switched-off profiles', t => {
  const {ask} = freshNode(t);
  const line = 'cbsd show_profile_list search_profile=vm-freebsd show_bhyve=1 uniq=1 display=name,contrib header=0';
  const names = words(ask(line).stdout).map(([name]) => name);
  assert.ok(names.includes('FreeBSD-x64-14.1'));
  assert.ok(!names.some(name => /aarch64|riscv64|from-jail|cloud/.test(name ?? '')));
});

test('A profile of the operator’s own comes in the place of the shipped one', t => {
  const {ask, world} = freshNode(t);
  const own = '/usr/jails/etc/vm-openbsd-x86-7.conf';
  world.write(own, 'vm_profile="x86-7"\nbhyve_active=1\n');
  const line =
    'cbsd show_profile_list search_profile=vm-openbsd show_bhyve=1 uniq=1 display=path,name,contrib header=0';
  assert.deepEqual(words(ask(line).stdout), [[own, 'x86-7', '0']]);
});

test('What get-profiles prints as JSON is JSON, and its limits can be set', t => {
  const {ask} = freshNode(t);
  const rows: Record<string, unknown>[] = JSON.parse(ask('cbsd get-profiles src=iso json=1 vm_ram_max=16g').stdout);
  assert.equal(rows.length, 92);
  assert.ok(rows.every(row => row.vm_ram_max === '16g' && row.vm_ram_max_bytes === 17_179_869_184));
});

test('Only links to images count as warmed, as CBSD has it', t => {
  const {ask, world} = freshNode(t);
  const line = 'cbsd get-profiles src=cloud json=1 show_iso=1 warmed=1';
  assert.equal(ask(line).stdout, '[]\n');
  const image = world.path('/usr/jails/src/iso/cbsd-cloud-Debian-x86-12.5.0.raw');
  world.write('/tmp/image.raw', 'image');
  copyFileSync(world.path('/tmp/image.raw'), image);
  assert.equal(ask(line).stdout, '[]\n');
  rmSync(image);
  symlinkSync(world.path('/tmp/image.raw'), image);
  assert.match(ask(line).stdout, /"profile": "cloud-Debian-x86-12"/);
});

test('The node tells its engines, its sizes and its network card', t => {
  const {ask} = freshNode(t);
  const engines: {name: string; available: number}[] = JSON.parse(ask('cbsd capabilities json=1').stdout);
  assert.deepEqual(
    engines.filter(({available}) => available === 1).map(({name}) => name),
    ['bhyve', 'jail', 'qemu'],
  );
  assert.deepEqual(words(ask('cbsd vm-packages header=0').stdout)[0], ['small1', '1', '2g', '20g']);
  assert.equal(ask('cbsd nics-list').stdout, 'em0\n');
});

test('The queue keeps a command with its words quoted again', t => {
  const {ask} = freshNode(t);
  assert.equal(ask('cbsd task mode=new cbsd jstart jname=web1').stdout, '1\n');
  assert.match(ask('cbsd taskls header=0').stdout, /^1 +Pending +root +cbsd jstart jname='web1' +0 +0$/m);
  ask('cbsd task mode=cancelall');
  assert.match(ask('cbsd taskls header=0').stdout, /^1 +Complete/);
});
