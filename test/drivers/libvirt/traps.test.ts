import assert from 'node:assert/strict';
import {test} from 'node:test';
import {check} from '../../../source/drivers/libvirt/check.ts';
import {planClone} from '../../../source/drivers/libvirt/clone/plan.ts';
import {dailyRows} from '../../../source/drivers/libvirt/daily-rows.ts';
import {planExpose} from '../../../source/drivers/libvirt/expose/plan.ts';
import {planMedium} from '../../../source/drivers/libvirt/library/plans.ts';
import {stateOf} from '../../../source/drivers/libvirt/look/domains.ts';
import {
  detailScript,
  domainsScript,
  guestScript,
  hostScript,
  storedScript,
} from '../../../source/drivers/libvirt/look/scripts.ts';
import {planCreateVm} from '../../../source/drivers/libvirt/plans/create-vm.ts';
import {planDestroy} from '../../../source/drivers/libvirt/plans/destroy.ts';
import {planLifecycle} from '../../../source/drivers/libvirt/plans/lifecycle.ts';
import {planSnapshot} from '../../../source/drivers/libvirt/snapshots/plan.ts';
import {shownContent} from '../../../source/model/command.ts';
import type {Plan} from '../../../source/model/plan.ts';
import {type LibvirtBench, libvirtBench} from '../../helpers/libvirt/bench.ts';
import {recordedHost, stoppedHost} from './host.ts';

const image = '/var/lib/libvirt/images/tiny.qcow2';
const create = (answers = {}) => planCreateVm({image, jname: 'db', ...answers}, recordedHost());
const lines = (plan: Plan): string => plan.steps.map(({command}) => command?.argv.join(' ') ?? '').join('\n');
const written = (plan: Plan, part: string): string =>
  shownContent(plan.steps.find(({file}) => file?.path.includes(part))?.file?.content ?? []);
function comesBefore(text: string, first: string, then: string): void {
  assert.ok(text.includes(first) && text.indexOf(first) < text.indexOf(then), `${first} comes before ${then}: ${text}`);
}
const isRefused = (plan: Plan, field: string | null) => assert.equal(plan.refusals[0]?.field, field, plan.title);

/** All that is ever planned for a guest, so that what is never called can be held against it. */
const everyPlan = (): string =>
  [
    create(),
    planClone('web', {new: 'web3'}, recordedHost()),
    planClone('web', {new: 'web3', copy: 'full'}, stoppedHost()),
    ...Object.values(dailyRows).flatMap(({plan}) => ['web', 'web2'].map(guest => plan(guest, {}, recordedHost()))),
  ]
    .map(lines)
    .join('\n');

async function running(): Promise<LibvirtBench> {
  const bench = libvirtBench();
  await bench.act('create-vm', '', {jname: 'web'});
  return bench;
}

/** After one change behind libvirt's back, what a job says of a command that ended with 0, and what it offers. */
async function told(action: string, break_: (bench: LibvirtBench) => void): Promise<string> {
  const bench = await running();
  if (action === 'resume') await bench.act('pause', 'web');
  const plan = (await bench.look()).plan(action, 'web', {});
  break_(bench);
  const job = await bench.jobs.run(plan);
  assert.notEqual(job.state, 'done', job.sentence);
  return [job.sentence, ...job.next.map(({title}) => title)].join('\n');
}

/** What ends with 0 and is not so, each with what stands against it (libvirt, 0 to 4). */
const misleading: Readonly<Record<string, () => unknown>> = {
  'a start that libvirt answers with 0 while KVM leaves the guest paused': async () =>
    assert.match(
      await told('restart', ({host: {place}}) => {
        const {set} = place.running;
        place.running.set = (name, runs) => set.call(place.running, name, {...runs, state: 3, reason: 0});
      }),
      /web is paused/,
    ),
  'a shutdown that the guest does not react to': async () =>
    assert.match(
      await told('stop', ({host: {place}}) => {
        place.running.delete = () => false;
      }),
      /web is running.*[\s\S]*\nSwitch web off at once$/,
    ),
  'a resume while the disk of the host is still full': async () =>
    assert.match(
      await told('resume', ({host: {place}}) => {
        const {set} = place.running;
        place.running.set = (name, runs) => set.call(place.running, name, {...runs, state: 3, reason: 5});
      }),
      /web is paused/,
    ),
  'a guest that is paused since the disk of the host is full': () =>
    assert.match(stateOf(3, 5).reason, /I\/O error: is the disk of the host full/),
  'a removal of a guest that runs, which leaves it running without settings': () =>
    comesBefore(lines(planDestroy('web', recordedHost())), ' destroy web', ' undefine web'),
  'less memory, which a guest without a balloon never gives': () =>
    assert.match(lines(dailyRows.set?.plan('web', {current_memory: '96m'}, recordedHost()) ?? create()), /dommemstat/),
  'a memory of 1 MiB, no processor, and an empty name, which libvirt takes': () => {
    isRefused(create({memory: '1m'}), 'memory');
    isRefused(create({vcpus: '0'}), 'vcpus');
    isRefused(create({jname: ''}), 'jname');
  },
  'names that libvirt takes and other tools trip over': () => {
    for (const jname of ['имя', '-x', '.hid', "a'b", 'a;b', '$(id)']) isRefused(create({jname}), 'jname');
  },
  'port 0, which nft takes': () => isRefused(planExpose('web2', {ports: '0:80'}, recordedHost()), 'ports'),
  'a port of a program of the host, which a forward would silently take over': () => {
    const listeners = [{protocol: 'tcp', address: '*', port: 8443, program: 'nginx'}] as const;
    const host = {...recordedHost().host, listeners};
    isRefused(planExpose('web2', {ports: '8443:80'}, {...recordedHost(), host}), 'ports');
  },
  'an address that is told after a restart and was another guest’s lease': () =>
    comesBefore(lines(create()), 'ip-dhcp-host', ' start db'),
  'a medium on a CD-ROM of q35, which kernels for the cloud do not see': () =>
    assert.match(
      written(create(), '.xml'),
      /device='disk'>\s*<driver name='qemu' type='raw'\/>[\s\S]*bus='virtio'\/>\s*<readonly/,
    ),
  'output in the language of the host': () => {
    for (const text of [domainsScript, hostScript, guestScript, storedScript, detailScript])
      assert.match(text, /^export LC_ALL=C\.UTF-8\n/);
    for (const {command} of create().steps)
      if (command) assert.equal(command.env?.LC_ALL, 'C.UTF-8', command.argv.join(' '));
  },
  'space and memory that libvirt counts wrong': () => {
    assert.match(hostScript, /df -B1 --output=avail/);
    assert.doesNotMatch(hostScript + domainsScript, /pool-info|nodeinfo/);
  },
  'an image that is there before its checksum was compared': () => {
    const tools = new Set([...recordedHost().host.tools, 'curl', 'xz']);
    const plan = planMedium('fetch')('debian-12', {...recordedHost(), host: {...recordedHost().host, tools}});
    assert.deepEqual(
      plan.steps.map(({title}) => title.split(' ')[0]),
      ['Download', 'Compare', 'Give'],
    );
  },
};

/** What takes data along, each with the plan around it or the refusal. */
const losing: Readonly<Record<string, () => unknown>> = {
  'all storage of a guest, installers and what others lie upon with it': () => {
    assert.doesNotMatch(everyPlan(), /remove-all-storage|vol-delete|pool-/);
    assert.doesNotMatch(lines(planDestroy('web', recordedHost())), /web\.qcow2|tiny\.qcow2/);
  },
  'an overlay merged into the image that others lie upon': () =>
    assert.doesNotMatch(everyPlan(), /blockcommit|blockpull/),
  'a copy of a disk that its guest writes to': () =>
    isRefused(planClone('web', {new: 'web3', copy: 'full'}, recordedHost()), 'copy'),
  'snapshots cut off by a quick clone': () => {
    const host = recordedHost(text => `${text}/var/lib/libvirt/qemu/snapshot/web/before.xml\n`);
    isRefused(planClone('web', {new: 'web3'}, host), 'copy');
  },
  'a snapshot that is a file of its own, to which libvirt cannot go back': () => {
    assert.doesNotMatch(lines(planSnapshot('snapshot-create')('web', {}, recordedHost())), /disk-only/);
  },
  'a disk made smaller, or an image cut by a smaller one': () => {
    isRefused(create({size: '8m'}), 'size');
    isRefused(dailyRows['disk-grow']?.plan('web', {disk: 'vda', size: '8m'}, stoppedHost()) ?? create(), 'size');
  },
  'a file that is there and would be written over': () => {
    const images = [...(recordedHost().images ?? [])];
    const [any] = images;
    assert.ok(any);
    const there = {...any, path: '/var/lib/libvirt/images/construct-tui/db.qcow2', backing: null};
    isRefused(planCreateVm({image, jname: 'db'}, {...recordedHost(), images: [...images, there]}), null);
    for (const {command, before} of create().steps)
      if (command?.argv[0] === 'qemu-img') assert.equal(before?.id, 'file-gone');
  },
  'an image in use removed from below its guests': () => isRefused(planMedium('remove')(image, recordedHost()), null),
  'the plug instead of the power button': () => {
    assert.doesNotMatch(lines(planLifecycle('stop', 'web', recordedHost())), / destroy /);
    assert.match(planLifecycle('kill', 'web', recordedHost()).warnings.join(), /lost/);
  },
  'the rules of somebody else’s firewall': () =>
    assert.doesNotMatch(
      everyPlan() + lines(planExpose('web2', {ports: '9000'}, recordedHost())),
      /flush|nftables\.conf/,
    ),
};

for (const [what, holds] of Object.entries(misleading))
  test(`not taken for true: ${what}`, async () => void (await holds()));
for (const [what, holds] of Object.entries(losing))
  test(`never lost by a plan: ${what}`, async () => void (await holds()));

test('a claim that nobody can look at is not known, and never true', async () => {
  const {host} = await running();
  const silent = {...host.transport, read: async () => ({...(await host.transport.read({argv: ['cat']})), stdout: ''})};
  const claim = {id: 'guest-running', target: 'web', expect: {}, says: ''};
  assert.equal((await check(claim, silent)).truth, 'unknown');
});
