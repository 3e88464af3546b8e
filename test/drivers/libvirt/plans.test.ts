import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planClone} from '../../../source/drivers/libvirt/clone/plan.ts';
import type {LibvirtContext} from '../../../source/drivers/libvirt/context.ts';
import {judgeDoors} from '../../../source/drivers/libvirt/expose/check.ts';
import {doorText, readLive, readStored} from '../../../source/drivers/libvirt/expose/doors.ts';
import {planExpose} from '../../../source/drivers/libvirt/expose/plan.ts';
import {planUnexpose} from '../../../source/drivers/libvirt/expose/unexpose.ts';
import {vmForm} from '../../../source/drivers/libvirt/forms/vm.ts';
import {snapshotOf} from '../../../source/drivers/libvirt/index.ts';
import {planCreateVm} from '../../../source/drivers/libvirt/plans/create-vm.ts';
import {planDestroy, without} from '../../../source/drivers/libvirt/plans/destroy.ts';
import {planLifecycle} from '../../../source/drivers/libvirt/plans/lifecycle.ts';
import {planSnapshot} from '../../../source/drivers/libvirt/snapshots/plan.ts';
import {shownContent} from '../../../source/model/command.ts';
import {planEach} from '../../../source/model/merge.ts';
import type {Plan} from '../../../source/model/plan.ts';
import {resolveForm} from '../../../source/model/resolve.ts';
import {recordedHost, recordedLook, stoppedHost} from './host.ts';

const image = '/var/lib/libvirt/images/tiny.qcow2';
const lines = (plan: Plan): readonly string[] =>
  plan.steps.map(step => step.command?.argv.join(' ') ?? `write ${step.file?.path}`);
const refused = (plan: Plan) => plan.refusals.map(({code, field, owner}) => [code, field, owner]);

test('a plan is pure: the same host and answers give the same plan, and no two guests share a number', () => {
  const host = recordedHost();
  const plan = planCreateVm({image, jname: 'db'}, host);
  assert.deepEqual(plan.refusals, []);
  assert.deepEqual(planCreateVm({image, jname: 'db'}, host), plan);
  assert.match(plan.title, /^Create VM db at 172\.16\.100\.4 and start it$/);
  const macOf = (name: string) => /mac='([^']+)'/.exec(lines(planCreateVm({image, jname: name}, host)).join('\n'))?.[1];
  assert.notEqual(macOf('db'), macOf('db2'));
});

test('a disk or a medium counts as made only where its tool was seen to end: what a killed one leaves looks whole', () => {
  const [created, copied] = [{}, {copy: 'full'}].map(more =>
    planCreateVm({image, jname: 'db', ...more}, recordedHost()),
  );
  const made = [created, copied, planClone('web', {new: 'web3'}, recordedHost())]
    .flatMap(plan => plan?.steps ?? [])
    .filter(({command}) => /^(qemu-img|cloud-localds)$/.test(command?.argv[0] ?? ''));
  assert.equal(made.length, 6);
  assert.ok(made.every(({mayTear}) => mayTear));
});

test('where xorrisofs alone is there it makes the medium, with the names that cloud-init looks for', () => {
  const {host, ...rest} = recordedHost();
  const without = (tools: readonly string[]) => ({...rest, host: {...host, tools: new Set(tools)}});
  const asked = {image, jname: 'db', ci_ip4_addr: '172.16.100.50/24'};
  const enterprise = without(['qemu-img', 'xorrisofs', 'nft', 'ss']);
  const plan = planCreateVm(asked, enterprise);
  assert.deepEqual(refused(plan), []);
  const files = ['user-data', 'meta-data', 'network-config'].map(name => `${name}=\\S+/db-${name}\\.[0-9a-f]{8}`);
  const medium = new RegExp(
    `^xorrisofs -quiet -output \\S+/db-seed\\.iso -volid cidata -joliet -rock -graft-points ${files.join(' ')}$`,
    'm',
  );
  assert.match(lines(plan).join('\n'), medium);
  assert.match(lines(planClone('web', {new: 'web3'}, enterprise)).join('\n'), /^xorrisofs .*web3-seed\.iso/m);
  const [missing] = planCreateVm(asked, without(['qemu-img'])).refusals;
  assert.match(missing?.reason ?? '', /lacks cloud-localds: .*dnf install xorriso/);
});

test('an address is reserved before the disk is made and long before the guest starts', () => {
  const found = lines(planCreateVm({image, jname: 'db'}, recordedHost()));
  const at = (pattern: RegExp) => found.findIndex(line => pattern.test(line));
  assert.ok(at(/net-update construct add ip-dhcp-host/) < at(/qemu-img create/));
  assert.ok(at(/cloud-localds/) < at(/virsh .* define /));
  assert.ok(at(/virsh .* define /) < at(/virsh .* start db$/));
  assert.ok(found.every(line => !/remove-all-storage/.test(line)));
});

test('what cannot be made is refused with its field and who is in the way, and nothing is planned that would run over it', () => {
  const host = recordedHost();
  const plan = (answers: Readonly<Record<string, string>>) =>
    refused(planCreateVm({image, jname: 'db', ...answers}, host));
  assert.deepEqual(plan({jname: 'web'})[0], ['name-taken', 'jname', 'web']);
  assert.deepEqual(plan({ip4_addr: '172.16.100.3'}), [['address-in-use', 'ip4_addr', 'web2']]);
  assert.deepEqual(plan({ip4_addr: '172.16.100.1'})[0]?.slice(0, 2), ['address-in-use', 'ip4_addr']);
  assert.deepEqual(plan({ip4_addr: '10.0.0.5'}), [['invalid', 'ip4_addr', null]]);
  assert.deepEqual(plan({image: '/var/lib/libvirt/images/nosuch.qcow2'}), [['invalid', 'image', null]]);
  assert.deepEqual(plan({size: '8m'}), [['invalid', 'size', null]]);
  assert.deepEqual(plan({memory: '1m'}), [['invalid', 'memory', null]]);
  assert.deepEqual(plan({vcpus: '0'}), [['invalid', 'vcpus', null]]);
  assert.deepEqual(plan({virt_type: 'kvm'}), [['invalid', 'virt_type', null]], 'this host has no KVM');
  assert.deepEqual(plan({jname: '$(id)'}), [['invalid', 'jname', null]]);
  assert.deepEqual(plan({nosuch: '1'}), [['invalid', 'nosuch', null]]);
});

test('a password stands in no plan: where its hash goes, the file holds a reference', () => {
  const plan = planCreateVm({image, jname: 'db', password: 'hunter2'}, recordedHost());
  assert.deepEqual(plan.refusals, []);
  assert.ok(!JSON.stringify(plan).includes('hunter2'));
  const [user] = plan.steps.filter(({file}) => file?.path.includes('user-data'));
  assert.match(shownContent(user?.file?.content ?? []), /passwd: '<secret:password:crypt>'\n/);
  assert.deepEqual(user?.secrets, ['password']);
});

test('a running guest is cloned upon its frozen disk: the source goes on, and the clone shares no number with it', () => {
  const host = recordedHost();
  const plan = planClone('web', {new: 'web3'}, host);
  assert.deepEqual(plan.refusals, []);
  const found = lines(plan);
  assert.match(
    found[0] ?? '',
    /snapshot-create-as web --disk-only --no-metadata --atomic --diskspec vda,file=\S+web\.2\.qcow2 --diskspec vdb,snapshot=no/,
  );
  assert.match(found.join('\n'), /qemu-img create -q -f qcow2 -b \S+web\.1\.qcow2 -F qcow2 \S+web3\.qcow2/);
  const [settings] = plan.steps.filter(({file}) => file?.path.endsWith('.xml'));
  const xml = shownContent(settings?.file?.content ?? []);
  const web = host.domains.find(({name}) => name === 'web');
  for (const own of [web?.uuid ?? '', web?.nics[0]?.mac ?? '', web?.disks[0]?.file ?? '', 'web-seed.iso'])
    assert.ok(!xml.includes(own), own);
  assert.match(xml, /web3\.qcow2[\s\S]*web3-seed\.iso/);
});

test('a guest with snapshots is not cloned quickly, for they would be cut off', () => {
  const host = recordedHost(text => `${text}/var/lib/libvirt/qemu/snapshot/web/before.xml\n`);
  const plan = planClone('web', {new: 'web3'}, host);
  assert.deepEqual(refused(plan), [['wrong-state', 'copy', 'web']]);
  assert.match(plan.refusals[0]?.reason ?? '', /before/);
});

test('a removal takes what is the guest’s own, and leaves what others lie upon or what was not made here', () => {
  const plan = planDestroy('web', recordedHost());
  const removed = lines(plan)
    .filter(line => line.startsWith('rm '))
    .map(line => line.split('/').at(-1));
  assert.deepEqual(removed, ['tcp-8080.nft', 'web.1.qcow2', 'web-seed.iso']);
  assert.match(plan.warnings.join('\n'), /web\.qcow2 stays: web2 lies upon it/);
  assert.match(plan.warnings.join('\n'), /tiny\.qcow2 stays: it was not made here/);
  const found = lines(plan);
  assert.ok(
    found.findIndex(line => / destroy web$/.test(line)) < found.findIndex(line => / undefine web /.test(line)),
    'undefine leaves a running guest running',
  );
  const final = plan.steps.findIndex(({isFinal}) => isFinal);
  assert.match(plan.steps[final]?.command?.argv.join(' ') ?? '', / undefine web /);
  const later = plan.steps.slice(final + 1).filter(({undo}) => undo);
  assert.deepEqual(later, [], 'nothing of what is gone is offered to be taken back');
});

test('a new guest is offered a network that others can be let into, whatever it is called; else ours, which is made with it', () => {
  const offered = (networks: LibvirtContext['networks']) => {
    const host = {...recordedHost(), networks};
    return resolveForm(vmForm, {jname: 'db'}, host).fields.find(({id}) => id === 'network')?.value;
  };
  const [ours] = recordedHost().networks;
  assert.ok(ours);
  const closed = {...ours, name: 'default', mode: 'nat'};
  assert.equal(offered([closed, ours]), 'network:construct');
  assert.equal(offered([closed, {...ours, name: 'lab', mode: 'open'}]), 'network:lab');
  assert.equal(offered([closed]), 'network:construct');
});

test('a lease is given back to the network once its guest is gone, and where nothing here could say so, that is told', () => {
  const host = recordedHost();
  const [{address = '', mac = ''} = {}] = host.networks[0]?.reservations.filter(({name}) => name === 'web') ?? [];
  const leases = [{mac, address, expires: host.now + 1000}];
  const tools = new Set([...host.host.tools, 'perl']);
  const {steps} = planDestroy('web', {...host, leases, host: {...host.host, tools}});
  const [given] = steps.filter(({title}) => title === `Give the lease of ${address} back`);
  assert.deepEqual(given?.command?.argv.slice(-4), ['virbr100', '172.16.100.1', address, mac]);
  const over = [{mac, address, expires: host.now}];
  const ended = planDestroy('web', {...host, leases: over, host: {...host.host, tools}});
  assert.ok(
    ended.steps.every(({title}) => !title.startsWith('Give the lease')),
    'one that ran out is nobody’s',
  );
  const found = steps.map(({title}) => title);
  assert.ok(
    found.indexOf(given?.title ?? '') > found.indexOf('Switch VM web off at once'),
    'it would ask for it again',
  );
  assert.match(
    planDestroy('web', {...host, leases}).warnings.join(),
    new RegExp(`The lease of ${address} is held until`),
  );
});

test('the last one upon a frozen disk takes it along', () => {
  const host = recordedHost();
  const alone = {
    ...host,
    domains: host.domains.filter(({name}) => name === 'web2'),
    images: (host.images ?? []).filter(({path}) => !/web\.1|web-seed/.test(path)),
  };
  const removed = lines(planDestroy('web2', alone))
    .filter(line => line.startsWith('rm '))
    .map(line => line.split('/').at(-1));
  assert.deepEqual(removed, ['web2.qcow2', 'web.qcow2', 'web2-seed.iso']);
});

test('to the guest that goes next, one that goes before it is no guest any more, nor are its files there', () => {
  const {domains, images} = without(recordedHost(), 'web');
  assert.deepEqual(
    domains.map(({name}) => name),
    ['web2'],
  );
  assert.ok(!images?.some(({path}) => path.endsWith('/web.1.qcow2')));
});

test('guests that go together take along what they lie upon, with the last of them', () => {
  const removed = (...names: readonly string[]) => {
    const {plan} = snapshotOf(recordedLook(), 0);
    return lines(planEach(names.join(','), (one, earlier) => plan('destroy', one, {}, earlier)))
      .filter(line => line.startsWith('rm ') && line.includes('construct-tui/web'))
      .map(line => line.split('/').at(-1));
  };
  assert.deepEqual(removed('web', 'web2'), ['web.1.qcow2', 'web-seed.iso', 'web2.qcow2', 'web.qcow2', 'web2-seed.iso']);
  assert.deepEqual(removed('web2', 'web'), ['web2.qcow2', 'web2-seed.iso', 'web.1.qcow2', 'web.qcow2', 'web-seed.iso']);
});

test('a port that somebody has is refused with its owner: a guest, a program of the host, sshd', () => {
  const host = recordedHost();
  assert.deepEqual(refused(planExpose('web2', {ports: '8080:80'}, host)), [['port-in-use', 'ports', 'web']]);
  assert.deepEqual(refused(planExpose('web2', {ports: '53/udp'}, host)), [['port-in-use', 'ports', 'dnsmasq']]);
  const listeners = [{protocol: 'tcp', address: '*', port: 22, program: 'sshd'}] as const;
  const [ssh] = planExpose('web2', {ports: '22'}, {...host, host: {...host.host, listeners}}).refusals;
  assert.match(ssh?.reason ?? '', /lock its operators out/);
  assert.deepEqual(lines(planExpose('web', {ports: '8080:80'}, host)), [], 'what is there already needs nothing');
  assert.deepEqual(refused(planUnexpose('web', {ports: '9999'}, host)), [['missing', 'ports', null]]);
});

test('a door is stored and read back the same, with all its sources, and what is live of it is recognised', () => {
  const door = {
    owner: 'web',
    protocol: 'tcp',
    hostAddress: '192.0.2.1',
    hostPort: 8443,
    guestAddress: '172.16.100.2',
    guestPort: 443,
    from: ['10.0.0.0/8', '203.0.113.7'],
  } as const;
  const path = '/etc/construct-tui/expose.d/tcp-192.0.2.1-8443.nft';
  assert.deepEqual(readStored(`${path}:${doorText(door)}`), [door]);
  assert.deepEqual(readLive('not JSON'), null);
  assert.deepEqual(readLive(''), [], 'no table: nothing is live');
});

test('a door that is stored and not loaded is not true, and one that is loaded after its withdrawal is not gone', () => {
  const {doors} = recordedHost();
  const key = 'web tcp 0.0.0.0:8080 172.16.100.2:80 any';
  const check = (expect: Readonly<Record<string, string>>) => ({id: 'doors', target: 'web', expect, says: ''});
  assert.equal(judgeDoors(check({there: key}), {...doors, table: ''}).truth, 'true');
  assert.equal(judgeDoors(check({there: key}), {...doors, live: [], table: ''}).truth, 'false');
  assert.equal(judgeDoors(check({there: key}), {...doors, live: null, table: ''}).truth, 'unknown');
  assert.equal(judgeDoors(check({gone: key}), {...doors, stored: [], table: ''}).truth, 'false');
});

test('a start of a running guest plans nothing; a stop says what becomes of a guest that does not react', () => {
  const host = recordedHost();
  assert.deepEqual(
    [lines(planLifecycle('start', 'web', host)), planLifecycle('start', 'web', host).warnings],
    [[], ['web runs already.']],
  );
  for (const action of ['stop', 'restart']) {
    const {warnings, instead} = planLifecycle(action, 'web', host);
    assert.match(warnings.join(), /stays on/);
    const plug = {kind: 'action', title: 'Switch web off at once', action: 'kill', target: 'web'};
    assert.deepEqual(instead, [plug], 'the plug is offered where the button did nothing');
  }
  assert.equal(planLifecycle('kill', 'web', host).instead, undefined);
  assert.deepEqual(refused(planLifecycle('resume', 'nobody', host)), [['no-such-guest', null, null]]);
});

test('a guest whose disk, or what it lies upon, is not there is refused with the path and the way out; of other folders nobody claims to know', () => {
  const folder = '/var/lib/libvirt/images/construct-tui/';
  const host = stoppedHost();
  const files = (host.images ?? []).map(({path}) => path);
  const start = (...there: readonly string[]) => planLifecycle('start', 'web', {...host, there: new Set(there)});
  const folders = [folder, '/var/lib/libvirt/images/'];
  assert.deepEqual(start(...folders, ...files).refusals, []);
  const [lacks] = start(...folders, ...files.filter(path => !path.endsWith('/web.1.qcow2'))).refusals;
  assert.equal(
    lacks?.reason,
    `${folder}web.1.qcow2, its vda, is not there: put it back, or let it start without: virsh detach-disk web vda --config`,
  );
  const [below] = start(...folders, ...files.filter(path => !path.endsWith('/tiny.qcow2'))).refusals;
  assert.match(below?.reason ?? '', /tiny\.qcow2, upon which its vda lies, is not there/);
  assert.deepEqual(start().refusals, [], 'nothing was read');
  const without = {...host, there: new Set(folders)};
  assert.ok(planClone('web', {new: 'web3'}, without).refusals.some(({reason}) => reason.includes('is not there')));
});

test('a snapshot is taken within the disk, and a way back or a removal names one that is there', () => {
  const host = recordedHost(text => `${text}/var/lib/libvirt/qemu/snapshot/web2/before.xml\n`);
  assert.match(lines(planSnapshot('snapshot-create')('web', {}, host))[0] ?? '', /snapshot-create-as web s1 --atomic$/);
  assert.match(
    lines(planSnapshot('snapshot-rollback')('web2', {snapname: 'before'}, host))[0] ?? '',
    /snapshot-revert web2 before$/,
  );
  assert.deepEqual(refused(planSnapshot('snapshot-create')('web2', {snapname: 'before'}, host)), [
    ['invalid', 'snapname', null],
  ]);
  assert.deepEqual(refused(planSnapshot('snapshot-create')('web2', {snapname: '-x; y'}, host)), [
    ['invalid', 'snapname', null],
  ]);
  assert.deepEqual(refused(planSnapshot('snapshot-rollback')('web', {}, host)), [['missing', 'snapname', 'web']]);
});
