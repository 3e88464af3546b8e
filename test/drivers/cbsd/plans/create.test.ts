import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {vmForm} from '../../../../source/drivers/cbsd/forms/vm.ts';
import {imageOf} from '../../../../source/drivers/cbsd/images.ts';
import {planCreateJail} from '../../../../source/drivers/cbsd/plans/create-jail.ts';
import {planCreateVm} from '../../../../source/drivers/cbsd/plans/create-vm.ts';
import {shownContent} from '../../../../source/model/command.ts';
import type {Answers} from '../../../../source/model/form.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {resolveForm} from '../../../../source/model/resolve.ts';
import {context, guest} from '../bench.ts';
import {sourced} from '../sourced.ts';
import {told} from './told.ts';

const golden = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const codes = (plan: Plan) => plan.refusals.map(each => [each.code, each.field, each.owner]);
const file = (plan: Plan) => sourced(shownContent(plan.steps.find(step => step.file)?.file?.content ?? []));
const argv = (plan: Plan) => plan.steps.flatMap(step => (step.command ? [step.command.argv.join(' ')] : []));
const jail = (answers: Answers, ...host: Parameters<typeof context>) =>
  planCreateJail({jname: 'web1', ...answers}, context(...host));
const vm = (answers: Answers, ...host: Parameters<typeof context>) =>
  planCreateVm({jname: 'clu1', ...answers}, context(...host));

test('a jail with nothing but a name is a whole plan, its base fetched first', () => {
  assert.equal(told(jail({}, {bases: []})), golden('default-jail.txt'));
});

test('a VM with nothing but a name is the newest FreeBSD release from a UFS cloud image', () => {
  assert.equal(told(vm({})), golden('default-vm.txt'));
});

test('an installer ends truthfully: it waits for somebody to look', () => {
  assert.equal(
    told(planCreateVm({jname: 'inst1', vm_os_profile: 'FreeBSD-x64-14.1'}, context())),
    golden('installer-vm.txt'),
  );
});

test('what is here already is not fetched again', () => {
  assert.equal(jail({}).steps.length, 3);
  assert.equal(vm({}, {isoFiles: {'cbsd-cloud-FreeBSD-ufs-14.1.0-CURRENT-amd64.raw': 1}}).steps.length, 3);
});

test('create and start are two steps, and start=0 leaves the second one out', () => {
  assert.deepEqual(
    argv(jail({start: '0'})).map(line => line.split(' ')[1]),
    ['jcreate'],
  );
  assert.equal(jail({start: '0'}).success, 'web1 is made and stopped');
});

test('DHCP becomes the next address that nobody has, VMs and answering machines included', () => {
  const host = {
    guests: [guest('a', '10.0.0.2'), guest('b', '10.0.0.3', {emulator: 'bhyve'})],
    neighbours: ['10.0.0.4'],
    leases: ['10.0.0.5'],
  };
  assert.equal(file(jail({}, host)).get('ip4_addr'), '10.0.0.6');
  assert.equal(file(vm({}, host)).get('ci_ip4_addr'), '10.0.0.6/24');
  assert.match(jail({}, host).warnings[0] ?? '', /DHCP is 10\.0\.0\.6/);
});

test('a cloud image gets the prefix of its pool and the gateway of its network', () => {
  const plan = file(vm({}, {}, {pools: ['172.16.4.0/22']}));
  assert.equal(plan.get('ci_ip4_addr'), '172.16.4.2/22');
  assert.equal(plan.get('ci_gw4'), '172.16.4.1');
  assert.equal(file(vm({ip4_addr: 'REALDHCP'})).has('ci_gw4'), false);
});

test('a name that any guest has is refused, and its owner named', () => {
  const host = {guests: [guest('web1', '10.0.0.9', {emulator: 'bhyve', state: 'running'})]};
  assert.deepEqual(codes(jail({}, host)), [['name-taken', 'jname', 'web1']]);
  assert.match(jail({}, host).refusals[0]?.reason ?? '', /VM web1 \(running\)/);
  assert.deepEqual(codes(vm({jname: 'web1'}, host)), [['name-taken', 'jname', 'web1']]);
});

test('an address that anybody has is refused, whatever its spelling', () => {
  const host = {guests: [guest('db1', '10.0.0.9')], neighbours: ['10.0.0.50']};
  assert.deepEqual(codes(jail({ip4_addr: '10.0.0.9/24'}, host)), [['address-in-use', 'ip4_addr', 'db1']]);
  assert.deepEqual(codes(jail({ip4_addr: '10.0.0.8,em0#10.0.0.9'}, host)), [['address-in-use', 'ip4_addr', 'db1']]);
  assert.deepEqual(codes(vm({ci_ip4_addr: '10.0.0.9/24'}, host)), [['address-in-use', 'ci_ip4_addr', 'db1']]);
  assert.deepEqual(codes(jail({ip4_addr: '10.0.0.50'}, host))[0]?.[0], 'address-in-use');
  assert.deepEqual(codes(jail({ip4_addr: '192.0.2.10'}, host))[0]?.[0], 'address-in-use');
});

test('an exhausted pool and a missing one are told apart', () => {
  assert.deepEqual(codes(jail({}, {guests: [guest('a', '10.0.0.2')]}, {pools: ['10.0.0.2']})), [
    ['address-in-use', 'ip4_addr', null],
  ]);
  assert.deepEqual(codes(jail({}, {}, {pools: []})), [['missing', 'ip4_addr', null]]);
  assert.deepEqual(codes(jail({ip4_addr: 'DHCP'}, {}, {pools: []})), [['invalid', 'ip4_addr', null]]);
});

test('a full disk, a missing module, a broken profile and a useless base are refused before anything runs', () => {
  assert.deepEqual(codes(vm({imgsize: '900g'})), [['no-space', 'imgsize', null]]);
  assert.deepEqual(codes(jail({}, {bases: []}, {diskFreeBytes: 1024 ** 2})), [['no-space', null, null]]);
  assert.deepEqual(codes(vm({}, {missing: ['vmm']})), [['missing', 'start', null]]);
  assert.deepEqual(codes(vm({start: '0'}, {missing: ['vmm']})), []);
  assert.deepEqual(codes(vm({vm_os_profile: 'Proxmox-8-Backup'})), [['broken-profile', 'vm_os_profile', null]]);
  assert.deepEqual(codes(vm({vm_os_profile: '11_86x_64x'})), [['missing', 'vm_os_profile', null]]);
  assert.deepEqual(
    codes(vm({}, {vmProfiles: []})).map(each => each[0]),
    ['missing'],
  );
  const bases = [{arch: 'amd64', version: '14.1', platform: 'FreeBSD', basename: '', status: 2}];
  assert.deepEqual(codes(jail({}, {bases})), [['missing', 'ver', null]]);
  assert.deepEqual(codes(jail({ver: '15.0'})), [['invalid', 'ver', null]]);
});

test('what an answer would lose is refused by its name', () => {
  assert.deepEqual(codes(jail({ci_gw4: '10.0.0.1'})), [['invalid', 'ci_gw4', null]]);
  assert.deepEqual(codes(vm({vm_os_profile: 'FreeBSD-x64-14.1', ci_user_add: 'alice'})), [
    ['invalid', 'ci_user_add', null],
  ]);
  assert.deepEqual(codes(vm({ip4_addr: '10.0.0.8', ci_ip4_addr: '10.0.0.9'})), [['invalid', 'ip4_addr', null]]);
  assert.deepEqual(codes(vm({ci_interface_mtu: '9000'})), [['invalid', 'ci_interface_mtu', null]]);
  assert.deepEqual(codes(vm({ci_nameserver_address: '2001:db8::1'})), [['invalid', 'ci_nameserver_address', null]]);
});

test('a Linux jail has its profile’s version though no field shows it', () => {
  const plan = jail({profile: 'ubuntu_jammy'});
  const settings = file(plan);
  assert.deepEqual(
    ['platform', 'ver', 'baserw', 'applytpl', 'pkg_bootstrap', 'exec_start', 'customskel'].map(key =>
      settings.get(key),
    ),
    ['Linux', 'jammy', '1', '0', '0', '/bin/true', '/usr/local/cbsd/share/Linux-jail-ubuntu-jammy-skel'],
  );
  assert.match(argv(plan)[0] ?? '', /repo .*ver=jammy platform=Linux/);
});

test('passwords travel as hashes, and the one of the screen is never the one that everybody knows', () => {
  const settings = file(jail({user_pw_root: 'x y', user_add: 'alice bob', user_pw_user: 'z'}));
  assert.equal(settings.get('user_add'), 'root alice bob');
  assert.equal(settings.get('user_pw_root_crypt'), '<secret:user_pw_root:crypt>');
  assert.equal(settings.get('user_pw_bob_crypt'), '<secret:user_pw_user:crypt>');
  const cloud = file(vm({ci_user_pw_user: 'a', ci_user_pw_root: 'b'}));
  assert.equal(cloud.get('ci_user_pw_user'), '<secret:ci_user_pw_user:crypt>');
  assert.equal(cloud.get('ci_user_pw_root'), '<secret:ci_user_pw_root:crypt>');
  assert.equal(file(vm({})).get('ci_user_pw_user'), '*');
  assert.equal(file(vm({})).get('vnc_password'), '<secret:vnc_password:random>');
  assert.equal(file(vm({vnc_password: 'abc'})).get('vnc_password'), '<secret:vnc_password>');
});

test('dangerous defaults and overcommitment are warned of', () => {
  const warnings = (plan: Plan) => plan.warnings.join('\n');
  assert.match(warnings(jail({})), /everybody knows: cbsd/);
  assert.match(warnings(jail({applytpl: '0'})), /root’s is empty/);
  assert.match(warnings(vm({bhyve_vnc_tcp_bind: '0.0.0.0'})), /open to every network/);
  assert.match(warnings(vm({vm_ram: '20g'})), /16 GiB of memory are free/);
  assert.match(warnings(vm({vm_ram: '64g'})), /32 GiB of memory in all/);
  assert.match(warnings(vm({vm_cpus: '12'})), /8 CPUs/);
  assert.match(warnings(jail({memoryuse: '1g'}, {}, {limits: false})), /racct/);
  assert.match(warnings(vm({}, {operator: {user: 'x', machine: 'y', publicKeys: []}})), /only the node’s own key/);
});

test('another medium takes the place of the profile’s own, and nothing is downloaded', () => {
  const media = [{name: 'mine', path: '/iso/mine.iso', type: 'iso', guest: ''}];
  const plan = vm({vm_os_profile: '11_86x_64x', vm_iso_path: 'mine'}, {media});
  assert.deepEqual(codes(plan), []);
  assert.equal(file(plan).get('register_iso_as'), 'mine');
  assert.equal(
    argv(plan).some(line => line.includes('fetch_iso')),
    false,
  );
});

test('an installer that lies in the folder of media and that CBSD does not know is registered first, under its name', () => {
  const isoFiles = {'mine.iso': 5, 'empty.iso': 0, 'a b.iso': 5, 'known.iso': 5, 'disk.raw': 5};
  const media = [{name: 'known', path: '/usr/jails/src/iso/known.iso', type: 'iso', guest: ''}];
  const offered = resolveForm(vmForm, {vm_os_profile: '11_86x_64x'}, context({isoFiles, media}))
    .fields.find(({id}) => id === 'vm_iso_path')
    ?.allowed?.map(({value}) => value);
  assert.deepEqual(offered, ['', 'known', 'mine.iso']);
  const plan = vm({vm_os_profile: '11_86x_64x', vm_iso_path: 'mine.iso'}, {isoFiles, media});
  assert.deepEqual(codes(plan), []);
  const [first] = plan.steps;
  const words = 'name=mine.iso path=/usr/jails/src/iso/mine.iso type=iso';
  assert.equal(first?.command?.argv.join(' '), `cbsd media mode=register ${words}`);
  assert.equal(first?.undo?.[0]?.argv.join(' '), `cbsd media mode=unregister ${words}`);
  assert.equal(file(plan).get('register_iso_as'), 'mine.iso');
});

test('the file’s name follows from what is in it', () => {
  const path = (plan: Plan) => plan.steps.find(step => step.file)?.file?.path;
  assert.equal(path(jail({})), path(jail({})));
  assert.notEqual(path(jail({})), path(jail({astart: '0'})));
  assert.notEqual(jail({}).fingerprint, jail({astart: '0'}).fingerprint);
});

test('what an earlier attempt left under the file’s name is removed first, and nothing else', () => {
  const path = jail({}).steps.find(step => step.file)?.file?.path ?? '';
  const plan = jail({}, {leftovers: [path, '/usr/jails/ftmp/construct-tui.other.jconf']});
  assert.deepEqual(plan.steps[0]?.command?.argv, ['rm', '-f', path]);
  assert.equal(plan.steps.length, jail({}).steps.length + 1);
  const {leftovers: _, ...unknown} = context();
  assert.deepEqual(planCreateJail({jname: 'web1'}, unknown).steps[0]?.command?.argv, ['rm', '-f', path]);
});

test('a download that was cut off goes on: its lock is removed, and half an installer is none', () => {
  const lock = 'FreeBSD-ufs-14.1.0-CURRENT-amd64.raw.xz.lock';
  assert.deepEqual(vm({}, {isoFiles: {[lock]: 0}}).steps[0]?.command?.argv, ['rm', '-f', `/usr/jails/src/iso/${lock}`]);
  const classic = context().vmProfiles.find(each => each.name === 'Debian-x86-12');
  const image = classic && imageOf(classic, context());
  assert.ok(image && image.bytes > 0);
  const there = (bytes: number) => imageOf(classic, context({isoFiles: {[image.file]: bytes}})).here;
  assert.deepEqual([there(1), there(image.bytes)], [false, true]);
});
