import assert from 'node:assert/strict';
import {test} from 'node:test';
import {shippedFiles} from '../../../source/practice/node/profiles/write.ts';

const files = new Map(shippedFiles());
const named = (prefix: string): string[] => [...files.keys()].filter(name => name.startsWith(prefix));
const has = (name: string, line: string): boolean => files.get(name)?.split('\n').includes(line) ?? false;

test('The practice node has as many profiles as CBSD ships', () => {
  const perType = ['freebsd', 'linux', 'openbsd', 'netbsd', 'dflybsd', 'windows', 'other'].map(
    type => `${type} ${named(`vm-${type}-`).length}`,
  );
  assert.deepEqual(perType, ['freebsd 33', 'linux 89', 'openbsd 3', 'netbsd 4', 'dflybsd 2', 'windows 3', 'other 9']);
  assert.equal(named('jail-freebsd-').length, 11);
});

test('The mistakes that CBSD ships are there', () => {
  assert.ok(has('vm-linux-Proxmox-Backup-8.conf', 'vm_profile="Proxmox-8-Backup"'), 'a name that bcreate cannot find');
  assert.ok(has('vm-freebsd-FreeBSD-img-arm64-13.3.conf', 'vm_profile="FreeBSD-img-aarch64-13.3"'));
  assert.equal(named('vm-').filter(name => has(name, 'bhyve_active="0"')).length, 7);
  assert.ok(/^customskel=.*debian-daedalus-skel"$/m.test(files.get('jail-freebsd-devuan_daedalus.conf') ?? ''));
});

test('A cloud image says where it comes from, how large it is and what it must add up to', () => {
  const text = files.get('vm-freebsd-cloud-FreeBSD-ufs-x64-14.1.conf') ?? '';
  for (const key of ['iso_site', 'iso_img', 'iso_img_dist', 'iso_img_dist_size', 'sha256sum', 'register_iso_as'])
    assert.match(text, new RegExp(`^${key}="[^"]+"$`, 'm'));
});

test('Every line of a profile is an assignment that a shell can read, or a condition on the host', () => {
  for (const [name, text] of files)
    for (const line of text.split('\n'))
      if (!/^(#.*|[a-zA-Z_0-9]+=(".*"|'[^']*')( # .*)?|\[ \$\{freebsdhostversion\}.*|include ".*")?$/.test(line))
        assert.fail(`${name}: ${line}`);
});
