import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isUrl, offersOf, published, readOwn} from '../../../source/drivers/libvirt/library/catalogue.ts';
import {libraryOf} from '../../../source/drivers/libvirt/library/items.ts';
import {planMedium} from '../../../source/drivers/libvirt/library/plans.ts';
import {readParts, readSums} from '../../../source/drivers/libvirt/look/images.ts';
import type {Plan} from '../../../source/model/plan.ts';
import {recordedHost} from './host.ts';

const refused = (plan: Plan) => plan.refusals.map(({code, field, owner}) => [code, field, owner]);
const own = JSON.stringify([
  {
    name: 'debian-12',
    title: 'Ours',
    url: 'https://mirror.example.org/d12.qcow2',
    sums: 'https://mirror.example.org/SUMS',
  },
  {name: 'bare', url: 'https://mirror.example.org/bare.qcow2'},
  {name: 'Evil; name', url: 'https://mirror.example.org/x.qcow2'},
  {name: 'evil', url: 'https://mirror.example.org/$(id).qcow2'},
  {name: 'evil2', url: 'file:///etc/shadow'},
]);

test('every published image has an address, a list of checksums beside it, and a name that can be typed', () => {
  for (const {name, url, sums} of published) {
    assert.match(name, /^[a-z0-9][a-z0-9._-]+$/);
    assert.ok(isUrl(url) && sums !== null && isUrl(sums), name);
    assert.match(url, /\.(qcow2|img)(\.xz)?$/);
  }
  const families = ['debian', 'ubuntu', 'fedora', 'rocky', 'alma', 'alpine', 'freebsd'];
  for (const family of families)
    assert.ok(
      published.some(({name}) => name.startsWith(`${family}-`)),
      family,
    );
});

test('the host’s own list comes first, replaces a published row of its name, and rows that could hurt are left out', () => {
  const offers = offersOf(readOwn(own) ?? []);
  assert.deepEqual(
    offers.slice(0, 2).map(({name, title}) => [name, title]),
    [
      ['debian-12', 'Ours'],
      ['bare', 'bare'],
    ],
  );
  assert.equal(offers.filter(({name}) => name === 'debian-12').length, 1);
  assert.ok(offers.every(({name}) => !/evil/i.test(name)));
  assert.equal(readOwn('{"no": "list"}'), null);
  assert.equal(readOwn('not JSON'), null);
});

test('a list that cannot be read refuses a fetch in words, and is never taken for an empty one', () => {
  const plan = planMedium('fetch')('debian-12', {...recordedHost(), offers: null});
  assert.match(plan.refusals[0]?.reason ?? '', /images\.json/);
});

test('what is fetched has its last name only after its checksum was compared, and without one that is said', () => {
  const tools = new Set([...recordedHost().host.tools, 'curl', 'xz']);
  const host = {...recordedHost(), offers: readOwn(own), host: {...recordedHost().host, tools}};
  const plan = planMedium('fetch')('debian-12', host);
  assert.deepEqual(plan.refusals, []);
  assert.deepEqual(
    plan.steps.map(({title}) => title),
    [
      'Download https://mirror.example.org/d12.qcow2',
      'Compare its checksum with the list of its mirror',
      'Give it its name, /var/lib/libvirt/images/d12.qcow2',
    ],
  );
  assert.ok(plan.steps[0]?.interruptible);
  const packed = planMedium('fetch')('freebsd-15.1', host).steps.flatMap(({residue}) => residue ?? []);
  const removed = packed.flatMap(line => line.split('rm -f ')[1]?.split(' ') ?? []);
  for (const end of ['.xz.part', '.xz.part.from', '.xz.part.raw', '.qcow2', '.qcow2.verified'])
    assert.ok(
      removed.some(file => file.endsWith(end)),
      end,
    );
  const bare = planMedium('fetch')('bare', host);
  assert.equal(bare.steps.length, 2);
  assert.match(bare.warnings.join(), /Not verified/);
  assert.match(bare.success, /not verified/);
  assert.deepEqual(
    refused(planMedium('fetch')('debian-12', recordedHost())),
    [['missing', null, null]],
    'no curl there',
  );
});

test('an image that guests lie upon stays, and what nobody noted a checksum of is not called verified', () => {
  const host = recordedHost();
  const image = '/var/lib/libvirt/images/tiny.qcow2';
  const [owners] = refused(planMedium('remove')(image, host));
  assert.deepEqual(owners, ['wrong-state', null, 'web']);
  assert.deepEqual(refused(planMedium('verify')(image, host)), [['unsupported', 'name', null]]);
  const item = libraryOf(host).find(({path}) => path === image);
  assert.deepEqual([item?.state, item?.checksum], ['ready', null]);
  const sums = readSums(`${image}.verified:${'a'.repeat(64)} https://mirror.example.org/SUMS`);
  assert.equal(libraryOf({...host, sums}).find(({path}) => path === image)?.checksum, 'verified by mirror.example.org');
});

test('an image that was fetched is listed once, by the name that it is fetched by', () => {
  const host = recordedHost();
  const path = '/var/lib/libvirt/images/debian-12-genericcloud-amd64.qcow2';
  const [image] = host.images ?? [];
  assert.ok(image);
  const listed = libraryOf({...host, images: [...(host.images ?? []), {...image, path, backing: null}]});
  assert.deepEqual(
    listed.filter(({name}) => name === 'debian-12').map(each => [each.path, each.state]),
    [[path, 'ready']],
  );
});

test('a download that was cut off is listed with what is here of it', () => {
  const parts = readParts('1000 /var/lib/libvirt/images/debian-12-genericcloud-amd64.qcow2.part\n5 /x.qcow2');
  const item = libraryOf({...recordedHost(), parts}).find(({name}) => name === 'debian-12');
  assert.deepEqual([item?.state, item?.bytes], ['partial', 1000]);
});

test('a file of the host is taken in by its whole path, and nothing else is', () => {
  const host = recordedHost();
  assert.match(planMedium('fetch')('/root/own.qcow2', host).steps[0]?.title ?? '', /^Copy \/root\/own\.qcow2 to /);
  for (const odd of ['own.qcow2', '/root/../own.qcow2', '/root/a b.qcow2', '/etc/shadow', 'nosuch'])
    assert.deepEqual(refused(planMedium('fetch')(odd, host)), [['invalid', 'name', null]], odd);
});
