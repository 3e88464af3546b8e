import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {contrary} from '../../../source/drivers/libvirt/contrary.ts';
import {editForm} from '../../../source/drivers/libvirt/edit/form.ts';
import {planSet} from '../../../source/drivers/libvirt/edit/plan.ts';
import {planRename, renameForm} from '../../../source/drivers/libvirt/edit/rename.ts';
import {imageChoices} from '../../../source/drivers/libvirt/forms/lookup.ts';
import {diskAddForm, planDiskAdd} from '../../../source/drivers/libvirt/hardware/disk-add.ts';
import {planDiskGrow} from '../../../source/drivers/libvirt/hardware/disk-grow.ts';
import {nicAddForm, planNicAdd} from '../../../source/drivers/libvirt/hardware/nic-add.ts';
import {planNicSet} from '../../../source/drivers/libvirt/hardware/nic-set.ts';
import {readScreens, waysTo} from '../../../source/drivers/libvirt/look/screens.ts';
import {planCreateVm} from '../../../source/drivers/libvirt/plans/create-vm.ts';
import {planElsewhere} from '../../../source/drivers/libvirt/plans/elsewhere.ts';
import {shutdownSeconds, stopStep} from '../../../source/drivers/libvirt/plans/lifecycle.ts';
import {vmAnswersLike} from '../../../source/drivers/libvirt/plans/like.ts';
import type {Plan} from '../../../source/model/plan.ts';
import {resolveForm} from '../../../source/model/resolve.ts';
import {temporaryFolder} from '../../helpers/temporary-folder.ts';
import {operator, recordedHost, recordedLook, stoppedHost} from './host.ts';

const lines = (plan: Plan): readonly string[] =>
  plan.steps.map(step => step.command?.argv.slice(3).join(' ') ?? `write ${step.file?.path}`);
const refused = (plan: Plan) => plan.refusals.map(({code, field, owner}) => [code, field, owner]);

test('no amount is ever above its maximum: a rise begins with the maximum, a fall ends with it, and so does the way back', () => {
  const host = stoppedHost();
  const rise = planSet('web', {memory: '1g', vcpus: '2'}, host);
  assert.deepEqual(rise.refusals, []);
  assert.deepEqual(lines(rise), [
    'setmaxmem web 1048576 --config',
    'setmem web 1048576 --config',
    'setvcpus web 2 --maximum --config',
    'setvcpus web 2 --config',
  ]);
  assert.deepEqual(lines(planSet('web', {memory: '64m'}, host)), [
    'setmem web 65536 --config',
    'setmaxmem web 65536 --config',
  ]);
  assert.deepEqual(lines(planSet('web', {memory: '1g', current_memory: '128m'}, host)), [
    'setmaxmem web 1048576 --config',
  ]);
});

test('what is set is read back, and its way back sets what was', () => {
  const [step] = planSet('web', {memory: '1g', current_memory: '128m', vcpus: '1'}, stoppedHost()).steps;
  assert.deepEqual(step?.check?.expect, {memory: '1073741824', 'was:memory': '134217728'});
  assert.deepEqual(step?.undo?.[0]?.argv.slice(3), ['setmaxmem', 'web', '131072', '--config']);
  assert.ok(step?.check);
  assert.deepEqual(contrary(step.check)?.expect, {'was:memory': '1073741824', memory: '134217728'});
});

test('a running guest keeps what it has until it starts again, which is said; what its balloon can do is done now', () => {
  const plan = planSet('web', {memory: '256m', current_memory: '128m'}, recordedHost());
  assert.match(plan.warnings.join(), /memory hold.* from its next start/);
  assert.deepEqual(planSet('web', {memory: '256m'}, stoppedHost()).warnings, [], 'a stopped one keeps nothing');
  const less = planSet('web', {current_memory: '96m'}, recordedHost());
  assert.equal(less.steps.length, 2);
  assert.match(less.steps[1]?.title ?? '', /while it runs/);
  const restart = planSet('web', {vcpus: '2', restart: '1'}, recordedHost());
  assert.match(restart.steps[0]?.title ?? '', /Shut VM web down/);
  assert.match(restart.steps.at(-1)?.title ?? '', /Start VM web/);
});

test('a setting that is so already plans nothing, and a wrong one is refused with its field', () => {
  const host = recordedHost();
  assert.deepEqual(planSet('web', {memory: '128m', description: ''}, host).steps, []);
  assert.deepEqual(refused(planSet('web', {current_memory: '1g'}, host)), [['invalid', 'current_memory', null]]);
  assert.deepEqual(refused(planSet('web', {vcpus: '0'}, host)), [['invalid', 'vcpus', null]]);
  assert.deepEqual(refused(planSet('web', {description: 'two\nlines'}, host)), [['invalid', 'description', null]]);
  const form = editForm('web', host);
  assert.ok('fields' in form);
  assert.deepEqual(
    resolveForm(form, {}, host).fields.filter(({error}) => error !== null),
    [],
  );
});

test('a description is one word of the command, whatever stands in it', () => {
  const text = '-x; $(id) "two" \'words\' `id`';
  const [step] = planSet('web', {description: text}, stoppedHost()).steps;
  assert.deepEqual(step?.command?.argv.slice(3), ['desc', 'web', '--config', `--new-desc=${text}`]);
});

test('a rename takes the reservation and the forwards along, and shows how their files change', () => {
  const plan = planRename('web', {new: 'front'}, stoppedHost());
  assert.deepEqual(plan.refusals, []);
  const found = plan.steps.map(step => step.command?.argv.join(' ') ?? '');
  assert.match(found[0] ?? '', / domrename web front$/);
  assert.match(
    found[1] ?? '',
    / net-update construct modify ip-dhcp-host <host mac='\S+' name='front' ip='172.16.100.2'\/>/,
  );
  assert.match(found[2] ?? '', /^sed -i s\/ comment "web" : \/ comment "front" : \/g \S+\/tcp-8080\.nft$/);
  const [change] = plan.steps[2]?.changes ?? [];
  assert.match(change?.before ?? '', /comment "web"/);
  assert.match(change?.after ?? '', /comment "front"/);
  assert.deepEqual(refused(planRename('web', {new: 'front'}, recordedHost())), [['wrong-state', null, 'web']]);
  assert.deepEqual(refused(planRename('web', {new: 'web2'}, stoppedHost())), [['name-taken', 'new', 'web2']]);
  assert.deepEqual(refused(planRename('web', {new: 'a b'}, stoppedHost())), [['invalid', 'new', null]]);
});

test('a disk is added under the next free letter, and one that is smaller than now is refused', () => {
  const plan = planDiskAdd('web', {size: '5g'}, stoppedHost());
  assert.deepEqual(plan.refusals, []);
  assert.match(plan.title, /as vdc$/, 'vdb is the medium that cloud-init reads');
  assert.match(plan.steps.at(-1)?.command?.argv.join(' ') ?? '', /attach-disk web \S+\/web-vdc\.qcow2 vdc .*--config$/);
  assert.deepEqual(refused(planDiskGrow('web', {disk: 'vda', size: '16m'}, stoppedHost())), [
    ['invalid', 'size', null],
  ]);
  assert.deepEqual(refused(planDiskGrow('web', {disk: 'vdb', size: '1g'}, stoppedHost())), [['invalid', 'disk', null]]);
});

test('a disk grows by libvirt while its guest runs and by qemu-img else, and what becomes of the partition is said', () => {
  const [running] = planDiskGrow('web', {disk: 'vda', size: '1g'}, recordedHost()).steps;
  assert.match(running?.command?.argv.join(' ') ?? '', /blockresize web vda 1073741824B$/);
  const plan = planDiskGrow('web', {disk: 'vda', size: '1g'}, stoppedHost());
  assert.match(plan.steps[0]?.command?.argv.join(' ') ?? '', /^qemu-img resize -q -f qcow2 \S+ 1073741824$/);
  assert.match(plan.warnings.join(), /grow at its next start, by cloud-init/);
});

test('a second card has a reservation under a name of its own, for libvirt takes a name once', () => {
  const plan = planNicAdd('web', {}, stoppedHost());
  assert.deepEqual(plan.refusals, []);
  assert.match(plan.steps[0]?.command?.argv.join(' ') ?? '', /name='web-2' ip='172\.16\.100\.4'/);
  const mac = /mac='([^']+)'/.exec(plan.steps[0]?.command?.argv.join(' ') ?? '')?.[1];
  assert.ok(stoppedHost().domains.every(({nics}) => nics.every(nic => nic.mac !== mac)));
  assert.ok(plan.steps[1]?.command?.argv.includes(mac ?? ''));
});

test('what is plugged in while it runs needs a PCI slot, which new guests have and old ones may not', () => {
  const full = recordedHost(text =>
    text.replaceAll("index='8' model='pcie-root-port'", "index='8' model='pcie-to-pci-bridge'"),
  );
  assert.deepEqual(refused(planDiskAdd('web', {}, full)), [['wrong-state', null, 'web']]);
  assert.deepEqual(refused(planDiskAdd('web', {}, recordedHost())), []);
  const xml = JSON.stringify(planCreateVm({image: '/var/lib/libvirt/images/tiny.qcow2', jname: 'db'}, recordedHost()));
  assert.equal([...xml.matchAll(/pcie-root-port/g)].length, 14);
});

test('a guest like another one has its size, network and image, and nothing that is that one’s alone', () => {
  const host = stoppedHost();
  const answers = vmAnswersLike('web', host);
  assert.deepEqual(answers, {memory: '128m', size: '32m'});
  assert.deepEqual(planCreateVm({...(answers as Readonly<Record<string, string>>), jname: 'db'}, host).refusals, []);
});

test('several guests are asked for what they have in common, and what differs stays as it is', () => {
  const host = stoppedHost();
  const form = editForm('web,web2', host);
  assert.ok('fields' in form);
  const view = resolveForm(form, {memory: '256m'}, host);
  assert.deepEqual(
    view.fields.filter(({error}) => error !== null),
    [],
  );
  assert.ok('reason' in editForm('web,nobody', host));
});

test('the ways to a running guest are told: its console, its screen by the port that it has now, and a tunnel to it', () => {
  const screens = readScreens(
    "/run/libvirt/qemu/web.xml:      <graphics type='vnc' port='5900' autoport='yes' websocketGenerated='no' listen='127.0.0.1'>",
  );
  const {host} = recordedHost();
  assert.deepEqual(
    waysTo('web', screens.get('web'), host, operator)?.map(({text}) => text),
    [
      'virsh -c qemu:///system console web',
      '127.0.0.1:5900',
      `ssh -L 5901:127.0.0.1:5900 alice@${host.name}`,
      'vncviewer 127.0.0.1:5901',
    ],
  );
  assert.equal(waysTo('web', undefined, host, operator)?.length, 1);
});

test('the tunnel that is offered before a guest has started asks for the port that its screen has by then', () => {
  const {next} = planCreateVm({image: '/var/lib/libvirt/images/tiny.qcow2', jname: 'db'}, recordedHost());
  const [tunnel] = next.filter(({title}) => title.includes('tunnel'));
  assert.match(tunnel?.kind === 'copy' ? tunnel.text : '', /127\.0\.0\.1:\$\(\(5900 \+ \$\(ssh .* vncdisplay db \|/);
});

test('a system that is here is offered before an installer, whichever name comes first', () => {
  const host = recordedHost();
  const [image] = host.images ?? [];
  assert.ok(image);
  const installer = {...image, path: '/var/lib/libvirt/images/debian.iso', format: 'iso'} as const;
  const [first, second] = imageChoices({...host, images: [installer, ...(host.images ?? [])]});
  assert.deepEqual([first?.label, second?.label], ['tiny.qcow2', 'debian.iso']);
});

test('an installer in the tray of one guest is offered for the next one', () => {
  const host = recordedHost();
  const [image] = host.images ?? [];
  const [web] = host.domains;
  const [disk] = web?.disks ?? [];
  assert.ok(image && web && disk);
  const installer = {...image, path: '/var/lib/libvirt/images/debian.iso', format: 'iso'} as const;
  const offered = (device: string) =>
    imageChoices({
      ...host,
      images: [installer],
      domains: [{...web, disks: [{...disk, file: installer.path, device}]}],
    }).some(({value, disabled}) => value === installer.path && disabled === undefined);
  assert.deepEqual([offered('cdrom'), offered('disk')], [true, false]);
});

test('a guest’s disk is as large as its guest sees it, and not known where it lies elsewhere', () => {
  const sizes = (text?: (domains: string) => string) =>
    Object.fromEntries(recordedLook(text).guests.map(({name, diskBytes}) => [name, diskBytes]));
  assert.deepEqual(Object.keys(sizes()), ['web', 'web2']);
  assert.ok(Object.values(sizes()).every(bytes => bytes !== null && bytes % 1024 ** 2 === 0));
  assert.equal(sizes(text => text.replaceAll('construct-tui/web2.qcow2', 'elsewhere/web2.qcow2')).web2, null);
});

test('the disk of a guest that was renamed is its own still: a new guest of the old name is refused with its owner', () => {
  const host = stoppedHost();
  const domains = host.domains.map(domain => (domain.name === 'web' ? {...domain, name: 'front'} : domain));
  const [refusal] = planCreateVm(
    {image: '/var/lib/libvirt/images/tiny.qcow2', jname: 'web'},
    {...host, domains},
  ).refusals;
  assert.deepEqual([refusal?.code, refusal?.owner], ['name-taken', 'front']);
});

test('a guest is not taken to another host, and the way by hand names each of its files', () => {
  const host = recordedHost();
  for (const {name, disks} of host.domains) {
    const {steps, refusals} = planElsewhere('move')(name, host);
    assert.deepEqual([steps, refusals[0]?.code], [[], 'unsupported']);
    for (const {file} of disks) assert.ok(refusals[0]?.reason.includes(file), `${name}: ${refusals[0]?.reason}`);
  }
});

test('a card goes to another network with a reservation there, in its slot and with its MAC address; its ports are in the way, and that it runs', () => {
  const host = stoppedHost();
  const [own] = host.networks;
  assert.ok(own);
  const lab = {...own, name: 'lab', bridge: 'virbr7', gateway: '10.7.0.1/24', reservations: []};
  const wider = {...host, networks: [own, lab]};
  const plan = planNicSet('web2', {network: 'network:lab', nic_model: 'e1000e'}, wider);
  assert.deepEqual(plan.refusals, []);
  const [nic] = host.domains.find(({name}) => name === 'web2')?.nics ?? [];
  assert.deepEqual(
    lines(plan).map(line => line.split(' ').slice(0, 3).join(' ')),
    ['net-update lab add', 'construct-tui qemu:///system web2', `net-update ${own.name} delete`],
  );
  const [, update] = plan.steps;
  const xml = update?.command?.stdin ?? '';
  assert.match(xml, /^<interface type='network'>\n {2}<mac address='[^']+'\/>\n {2}<source network='lab'\/>/);
  assert.ok(xml.includes(nic?.mac ?? '-') && xml.includes("<model type='e1000e'/>") && xml.includes("type='pci'"), xml);
  assert.match(
    update?.undo?.[0]?.stdin ?? '',
    new RegExp(`<source network='${own.name}'/>[\\s\\S]*<model type='virtio'/>`),
  );
  assert.ok(update?.check);
  assert.equal(contrary(update.check)?.expect.network, `network:${own.name}`);
  assert.deepEqual(refused(planNicSet('web', {network: 'network:lab'}, wider)), [['wrong-state', 'network', 'web']]);
  assert.deepEqual(lines(planNicSet('web2', {}, wider)), [], 'nothing is asked for');
  const running = planNicSet('web2', {nic_model: 'e1000e'}, recordedHost());
  assert.deepEqual(refused(running), [['wrong-state', null, 'web2']]);
});

test('a form for one guest says whose it is, and a rename of a running one how it can be had', () => {
  const forms = [renameForm, diskAddForm, nicAddForm];
  assert.ok(forms.every(form => form('web').title.endsWith(' web') && !form('').title.includes('web')));
  assert.equal(
    planRename('web', {new: 'front'}, recordedHost()).refusals[0]?.reason,
    'VM web (running) is not stopped: stop it first.',
  );
});

test('a guest that ignores its power button is waited for by the clock, however slow the host answers', t => {
  const folder = temporaryFolder(t);
  const calls = path.join(folder, 'calls');
  const virsh = `#!/bin/sh\necho "$*" >>'${calls}'\nsleep 0.5\necho running\n`;
  writeFileSync(path.join(folder, 'virsh'), virsh, {mode: 0o755});
  const argv = stopStep('web').command?.argv ?? [];
  const [shell = '', ...words] = argv.map(word => (word === String(shutdownSeconds) ? '3' : word));
  const {status, stderr} = spawnSync(shell, words, {env: {PATH: `${folder}:/usr/bin:/bin`}, encoding: 'utf8'});
  assert.deepEqual([status, stderr.trim()], [1, 'It does not react to its power button.']);
  const asked = readFileSync(calls, 'utf8').split('\n');
  assert.equal(asked.filter(line => line.includes('shutdown')).length, 1, 'and asked again every ten seconds only');
  assert.ok(asked.filter(line => line.includes('domstate')).length < 10, asked.join('\n'));
});
