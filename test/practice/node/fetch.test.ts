import assert from 'node:assert/strict';
import {chmodSync, truncateSync} from 'node:fs';
import {test} from 'node:test';
import {freshNode} from './fresh.ts';

const profile = '/usr/jails/etc/defaults/vm-freebsd-cloud-FreeBSD-ufs-x64-14.1.conf';
const archive = '/usr/jails/src/iso/FreeBSD-ufs-14.1.0-CURRENT-amd64.raw.xz';
const image = '/usr/jails/src/iso/cbsd-cloud-FreeBSD-ufs-14.1.0-CURRENT-amd64.raw';
const fetchIso = `cbsd fetch_iso dstdir=default cloud=1 fastscan=1 path=${profile}`;

test('An image grows where it lies until it is whole, then it is unpacked under its registered name', t => {
  const {askWatching, world} = freshNode(t);
  const sizes: number[] = [];
  const said = askWatching(fetchIso, () => sizes.push(world.size(archive) ?? 0));
  assert.equal(said.exit, 0);
  assert.match(said.stdout, /Checking CRC sum: \w{64}\.\.\.Passed/);
  assert.ok(sizes.length > 8 && sizes.every((size, index) => index === 0 || size >= (sizes[index - 1] ?? 0)));
  assert.ok(world.exists(image) && !world.exists(archive));
  assert.match(said.stderr, / Winner: https?:/);
});

test('A download goes on where it was cut', t => {
  const {askWatching, world} = freshNode(t);
  world.write(archive, '');
  truncateSync(world.path(archive), 400_000_000);
  let first: number | undefined;
  const said = askWatching(fetchIso, () => {
    first ??= world.size(archive) ?? 0;
  });
  assert.ok((first ?? 0) >= 400_000_000);
  assert.match(said.stdout, /Passed/);
});

test('A checksum that does not fit is told, the file is gone, and CBSD ends with 0 all the same', t => {
  const {ask, world} = freshNode(t);
  chmodSync(world.path(profile), 0o644);
  world.write(profile, (world.read(profile) ?? '').replace(/^sha256sum=.*$/m, `sha256sum="${'0'.repeat(63)}1"`));
  const said = ask(fetchIso);
  assert.equal(said.exit, 0);
  assert.match(said.stderr, /SHA256 sum wrong/);
  assert.match(said.stdout, /Bad ISO count: 1/);
  assert.ok(!world.exists(archive) && !world.exists(image));
});

test('Offline every mirror fails and nothing is left behind', t => {
  const {ask, world} = freshNode(t, 'offline');
  const said = ask(fetchIso);
  assert.equal(said.exit, 0);
  assert.match(said.stderr, /failed \(https:\/\/mirror\.bsdstore\.ru/);
  assert.match(said.stdout, /Warning: obtain_iso error for: cloud-FreeBSD-ufs-x64-14\.1/);
  assert.ok(!world.exists(image));
});

test('A base comes from the fastest mirror, is unpacked and registered', t => {
  const {askWatching, ask, world} = freshNode(t);
  let largest = 0;
  const said = askWatching('cbsd repo action=get sources=base ver=14.1', () => {
    const folder = world.list('/usr/jails/tmp').find(name => name.startsWith('src.'));
    largest = Math.max(largest, world.size(`/usr/jails/tmp/${folder}/base.txz`) ?? 0);
  });
  assert.equal(said.exit, 0);
  assert.ok(largest > 100_000_000);
  assert.ok(world.exists('/usr/jails/basejail/base_amd64_amd64_14.1/bin/sh'));
  assert.match(
    ask('cbsd repo action=get sources=base ver=14.1 mode=upgrade').stderr,
    /you already have 14\.1: .*mode=upgrade/,
  );
  assert.match(ask('cbsd bases header=0').stdout, /^FreeBSD +base +- +amd64 +amd64 +14\.1 +0 +14\.1 +0 /);
});

test('A release that no mirror has is not found', t => {
  const {ask} = freshNode(t);
  const said = ask('cbsd repo action=get sources=base ver=9.9');
  assert.equal(said.exit, 1);
  assert.match(said.stdout, /Not found data\n$/);
});
