import assert from 'node:assert/strict';
import {test} from 'node:test';
import {libvirt} from '../../../source/drivers/libvirt/index.ts';
import type {Plan, Step} from '../../../source/model/plan.ts';
import type {Transport} from '../../../source/model/transport.ts';
import {libvirtBench} from '../../helpers/libvirt/bench.ts';
import {put} from '../../helpers/libvirt/place.ts';
import {memoryJobs} from '../../helpers/memory-jobs.ts';
import {libvirtRows} from '../../helpers/struck-libvirt.ts';

/** The same host; before each step, `told` hears what its own claim is worth by then. */
function asking(plan: Plan, transport: Transport, told: (step: Step, truth: string) => void): Transport {
  const ask = async (step: Step | undefined) => {
    if (step?.check) told(step, (await libvirt.check(step.check, transport)).truth);
  };
  return {
    ...transport,
    async execute(command, ...heard) {
      await ask(plan.steps.find(step => step.command?.argv.join('\0') === command.argv.join('\0')));
      return transport.execute(command, ...heard);
    },
    async write(path, ...rest) {
      await ask(plan.steps.find(({file}) => file?.path === path));
      return transport.write(path, ...rest);
    },
  };
}

for (const row of libvirtRows)
  test(`${row.action} of ${row.target}: what a step claims is not true before it, and true afterwards`, async () => {
    const ground = row.open();
    await ground.prepare();
    const plan = await ground.plan();
    const early: string[] = [];
    let asked = 0;
    const transport = asking(plan, ground.transport, (step, truth) => {
      asked += 1;
      if (truth !== 'false') early.push(`${step.title}: ${step.check?.says}: ${truth}`);
    });
    const job = await memoryJobs({driver: libvirt, transport}).run(plan);
    assert.equal(job.state, 'done', job.sentence);
    assert.deepEqual(early, []);
    assert.equal(asked, plan.steps.filter(({check}) => check !== null).length);
  });

test('a VM with other settings than were asked for is not the one that was defined, and the first that differs is named', async () => {
  const bench = libvirtBench();
  const plan = (await bench.look()).plan('create-vm', '', {jname: 'web', start: '0'});
  assert.equal((await bench.jobs.run(plan)).state, 'done');
  const claim = plan.steps.find(({title}) => title === 'Define VM web')?.check;
  assert.ok(claim);
  const settings = Object.keys(claim.expect);
  assert.deepEqual(settings.toSorted(), ['disk', 'mac', 'memory', 'vcpus']);
  for (const setting of settings) {
    const {truth, note} = await libvirt.check(
      {...claim, expect: {...claim.expect, [setting]: 'another'}},
      bench.host.transport,
    );
    assert.equal(truth, 'false');
    assert.equal(note, `${setting} is ${claim.expect[setting]} and not another`);
  }
});

test('files that were read are gone only when all of them are, and the one that stayed is named', async () => {
  const bench = libvirtBench();
  const plan = (await bench.look()).plan('create-vm', '', {jname: 'web', start: '0'});
  const claim = plan.steps.find(({title}) => /^Remove the files of web/.test(title))?.check;
  assert.ok(claim);
  const gone = async () => libvirt.check(claim, bench.host.transport);
  assert.equal((await gone()).truth, 'true');
  for (const file of Object.values(claim.expect)) {
    put(bench.host.place, file, 'secret');
    const {truth, note} = await gone();
    assert.deepEqual([truth, note], ['false', `${file} is there`]);
    await bench.host.on('rm', '-f', file);
  }
  assert.equal(Object.keys(claim.expect).length, 3, 'who it is, what it does, and its settings');
});

test('a lease is given back when libvirt holds none of that card for that address, whoever else has one', async () => {
  const {host} = libvirtBench();
  const claim = {
    id: 'lease-ended',
    target: 'web',
    expect: {mac: '52:54:00:00:00:01', address: '172.16.100.2'},
    says: '',
  };
  const told = async (...leases: readonly Readonly<Record<string, unknown>>[]) => {
    put(host.place, '/var/lib/libvirt/dnsmasq/virbr100.status', JSON.stringify(leases));
    return (await libvirt.check(claim, host.transport)).truth;
  };
  assert.equal(await told(), 'unknown', 'nothing here says that its files can be read');
  put(host.place, '/etc/libvirt/qemu/other.xml', '');
  const lease = {'ip-address': '172.16.100.2', 'mac-address': '52:54:00:00:00:01', 'expiry-time': 1};
  assert.equal(await told(lease), 'false');
  assert.equal(await told({...lease, 'ip-address': '172.16.100.3'}, lease), 'false');
  assert.equal(
    await told({...lease, 'ip-address': '172.16.100.3'}, {...lease, 'mac-address': '52:54:00:00:00:02'}),
    'true',
  );
});
