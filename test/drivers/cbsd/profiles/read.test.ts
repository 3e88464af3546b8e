import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readProfiles} from '../../../../source/drivers/cbsd/profiles/read.ts';
import {profiles, workdir} from '../bench.ts';

const host = {workdir, distdir: '/usr/local/cbsd', arch: 'amd64', skeletons: null};
const vm = (name: string, text: string, folder = 'etc/defaults') => ({
  path: `${workdir}/${folder}/vm-freebsd-${name}.conf`,
  text,
});
const good = (name: string, more = '') =>
  `vm_profile="${name}"\nvm_os_type="freebsd"\nlong_description="FreeBSD: 1"\nbhyve_active=1\n${more}`;
const only = (...files: readonly {path: string; text: string}[]) => readProfiles(files, host).vm[0];

test('every shipped profile is known: 143 for VMs, 11 for jails', () => {
  assert.equal(profiles.vm.length, 143);
  assert.equal(profiles.jail.length, 11);
});

test('shipped mistakes and foreign profiles are shown with the reason', () => {
  const broken = new Map(
    profiles.vm.filter(each => each.broken !== null).map(each => [each.file.replace(/^.*\//, ''), each.broken ?? '']),
  );
  assert.equal(broken.size, 12);
  assert.match(broken.get('vm-linux-Proxmox-Backup-8.conf') ?? '', /bcreate would not find it/);
  assert.match(broken.get('vm-freebsd-FreeBSD-img-arm64-13.3.conf') ?? '', /bcreate would not find it/);
  assert.match(broken.get('vm-freebsd-FreeBSD-aarch64-14.1.conf') ?? '', /this node is amd64/);
  assert.match(broken.get('vm-other-ReactOS.conf') ?? '', /bhyve_active=0/);
});

test('classic and cloud profiles are told apart', () => {
  const open = profiles.vm.filter(each => each.broken === null);
  const count = (osType: string, cloud: boolean) =>
    open.filter(each => each.osType === osType && each.cloud === cloud).length;
  assert.deepEqual(
    ['freebsd', 'linux', 'openbsd', 'netbsd', 'dflybsd', 'windows', 'other'].map(type => [
      count(type, false),
      count(type, true),
    ]),
    [
      [13, 14],
      [54, 32],
      [1, 2],
      [2, 2],
      [1, 1],
      [3, 0],
      [6, 0],
    ],
  );
});

test('the node’s own file lies over the shipped one, key by key', () => {
  const profile = only(vm('a', good('a', 'imgsize=10g\nvm_ram=1g\n')), vm('a', 'imgsize=30g\n', 'etc'));
  assert.equal(profile?.values.get('imgsize')?.value, '30g');
  assert.equal(profile?.values.get('vm_ram')?.value, '1g');
  assert.equal(profile?.broken, null);
});

test('a jail profile stands on the default profile, and a missing skeleton breaks it', () => {
  const vnet = profiles.jail.find(each => each.name === 'vnet');
  assert.deepEqual(vnet?.values.get('vnet'), {value: '1', origin: 'profile'});
  assert.deepEqual(vnet?.values.get('astart'), {value: '1', origin: 'CBSD'});
  const text = 'jail_active=1\ncustomskel=$distdir/share/none\n';
  const files = [{path: `${workdir}/etc/defaults/jail-freebsd-x.conf`, text}];
  const looked = readProfiles(files, {...host, skeletons: new Set()});
  assert.match(looked.jail[0]?.broken ?? '', /does not exist/);
  assert.equal(readProfiles(files, host).jail[0]?.broken, null);
});

test('a hostile profile is broken, never dangerous', () => {
  const rows = [
    [vm('a', good('a', 'register_iso_name=../../../etc/passwd\n')), /no plain file name/],
    [vm('a', good('a', 'iso_img=$(curl evil)\n')), /comes from a command/],
    [vm('a', good('a', 'ci_user_add="a|b"\n')), /vertical bar/],
    [vm('a b', good('a b')), /no command can carry/],
    [vm('a', good('a', 'x="')), /never closed/],
    [vm('a', good('$(id)')), /no command can carry|comes from a command/],
    [vm('a', 'x'.repeat(100_000)), /larger than/],
    [vm('a', ''), /bhyve_active=0/],
  ] as const;
  for (const [file, reason] of rows) assert.match(only(file)?.broken ?? '', reason, file.text.slice(0, 80));
});
