import assert from 'node:assert/strict';
import {test} from 'node:test';
import {documentOf, part, rows} from '../helpers/document.ts';
import {libvirtHost, tiny} from '../helpers/libvirt.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

test('images of the operator’s own mirror are fetched, and listed as verified by it, or as what nobody verified', {
  skip: needs('libvirt'),
}, async t => {
  const host = await libvirtHost(t);
  await host.bringImage();
  const untouched = await host.everything();
  const images = [
    {name: 'own', title: 'Our own', url: 'http://127.0.0.1:8099/own.qcow2', sums: 'http://127.0.0.1:8099/SUMS'},
    {name: 'bare', title: 'Bare', url: 'http://127.0.0.1:8099/bare.qcow2'},
    {name: 'other', title: 'Other', url: 'http://127.0.0.1:8099/other.qcow2', sums: 'http://127.0.0.1:8099/SUMS'},
  ];
  const serve = `mkdir -p /run/mirror /etc/construct-tui; cd /run/mirror; for i in own bare other; do cp ${tiny} $i.qcow2; done
    sha256sum own.qcow2 >SUMS; sha256sum SUMS | sed 's/SUMS/other.qcow2/' >>SUMS; printf '%s' "$1" >/etc/construct-tui/images.json`;
  await host.on(['sh', '-c', serve, 'sh', JSON.stringify(images)]);
  void host.on(['python3', '-m', 'http.server', '-b', '127.0.0.1', '-d', '/run/mirror', '8099'], 600_000);
  await until('the mirror answers', () => host.page('http://127.0.0.1:8099/SUMS'));
  const listed = async (name: string) => {
    const items = rows(part(documentOf(await host.here('media', '--json'), false), 'media'));
    const item = items.find(each => each.name === name);
    return [item?.state, item?.checksum];
  };
  assert.deepEqual(await listed('own'), ['absent', 'sha256 of its mirror']);
  const fetched = await host.here('media', 'fetch', 'own', '--yes');
  assert.equal(fetched.exit, 0, fetched.stderr);
  assert.deepEqual(await listed('own'), ['ready', 'verified by 127.0.0.1:8099']);
  const bare = await host.here('media', 'fetch', 'bare', '--yes');
  assert.deepEqual([bare.exit, /not verified/i.test(bare.stdout + bare.stderr)], [0, true], bare.stderr);
  assert.deepEqual(await listed('bare'), ['ready', null]);
  assert.match((await host.here('media')).stdout, /^ready +bare .* not verified /m);
  const other = await host.here('media', 'fetch', 'other', '--yes');
  assert.equal(other.exit, 1, other.stdout);
  assert.match(other.stderr, /its checksum is \w+ and should be \w+: it is damaged or another one, and was removed/);
  assert.deepEqual(await listed('other'), ['absent', 'sha256 of its mirror']);
  await host.on(['sh', '-c', 'echo x >>/var/lib/libvirt/images/own.qcow2']);
  const changed = await host.here('media', 'verify', 'own', '--yes');
  assert.equal(changed.exit, 1, changed.stdout);
  assert.match(changed.stderr, /its checksum is \w+ and was \w+ when it was fetched/);
  for (const name of ['own', 'bare']) await host.here('media', 'remove', name, '--confirm', name, '--yes');
  await host.on(['rm', '/etc/construct-tui/images.json']);
  assert.deepEqual(await host.everything(), untouched);
});
