import assert from 'node:assert/strict';
import {truncateSync} from 'node:fs';
import {test} from 'node:test';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import {type Acted, type DailyHost, dailyHost} from './host.ts';

const reason = ({refusals}: Acted['plan']) => refusals[0]?.reason ?? '';

const media = (host: DailyHost): number =>
  host.rows('/usr/jails/var/db/storage_media.sqlite', "SELECT name FROM media WHERE name = 'hdd-dsk2.vhd'").length;

/** Takes a step back, and asks whether it is as it was. */
async function takenBack(host: DailyHost, acted: Acted): Promise<void> {
  await host.undo(acted);
  const check = acted.plan.steps[0]?.check;
  const back = check && cbsd.contrary?.(check);
  assert.ok(back);
  const {truth, note} = await cbsd.check(back, host.transport);
  assert.equal(truth, 'true', note);
}

test('a disk is added, is as large as asked for, and goes again with its file and its medium', async () => {
  const host = dailyHost();
  const acted = await host.act('disk-add', 'vm1', {dsk_size: '5g'});
  assert.equal(acted.job.state, 'done', acted.notes.join());
  assert.deepEqual(acted.notes, ['dsk2.vhd has 5 GiB']);
  assert.equal(media(host), 1);
  await takenBack(host, acted);
  assert.equal(media(host), 0);
});

test('a disk grows and never shrinks; what has to grow inside is cloud-init’s affair or said as commands', async () => {
  const host = dailyHost();
  const {job, plan, notes} = await host.act('disk-grow', 'vm1', {dsk_path: 'dsk1.vhd', dsk_size: '12g'});
  assert.equal(job.state, 'done', notes.join());
  assert.match(plan.warnings.join(' '), /cannot be made smaller.*cloud-init grows the partition/);
  assert.match(reason(await host.wish('disk-grow', 'vm1', {dsk_path: 'dsk1.vhd', dsk_size: '11g'})), /It has 12 GiB/);
  await host.act('disk-add', 'vm1', {dsk_size: '5g'});
  const second = await host.wish('disk-grow', 'vm1', {dsk_path: 'dsk2.vhd', dsk_size: '6g'});
  assert.match(JSON.stringify(second.next), /growpart \/dev\/vdb 1 && resize2fs \/dev\/vdb1/);
});

test('what bhyve-dsk only claims is not called done, and on UFS nothing grows', async () => {
  const host = dailyHost();
  host.fault({kind: 'lie', on: 'bhyve-dsk'});
  const grown = await host.act('disk-grow', 'vm1', {dsk_path: 'dsk1.vhd', dsk_size: '12g'});
  assert.deepEqual([grown.job.state, grown.notes], ['failed', ['CBSD has dsk1.vhd as 10 GiB']]);
  const added = await host.act('disk-add', 'vm1', {dsk_size: '5g'});
  assert.deepEqual([added.job.state, added.notes], ['failed', ['CBSD has no dsk2.vhd']]);
  const plan = await dailyHost({zfs: false}).wish('disk-grow', 'vm1', {dsk_path: 'dsk1.vhd', dsk_size: '12g'});
  assert.match(reason(plan), /on ZFS alone/);
});

test('a disk that CBSD calls larger than its volume is, is not called so', async () => {
  const host = dailyHost();
  const {plan} = await host.act('disk-add', 'vm1', {dsk_size: '5g'});
  host.behind(world => truncateSync(world.path('/usr/jails/jails-data/vm1-data/dsk2.vhd'), 1024 ** 3));
  const check = plan.steps[0]?.check;
  assert.ok(check);
  const {truth, note} = await cbsd.check(check, host.transport);
  assert.deepEqual([truth, note], ['false', 'CBSD calls dsk2.vhd 5 GiB, and it has 1 GiB']);
});

test('a network card changes its bridge and its address, which nobody else may have', async () => {
  const host = dailyHost();
  const acted = await host.act('nic-set', 'vm1', {nic: '1', nic_parent: 'em0', nic_hwaddr: '00:a0:98:12:34:56'});
  assert.equal(acted.job.state, 'done', acted.notes.join());
  const taken = await host.wish('nic-set', 'vm2', {nic: '1', nic_hwaddr: '00:A0:98:12:34:56'});
  assert.deepEqual(
    taken.refusals.map(({code, owner}) => [code, owner]),
    [['address-in-use', 'vm1']],
  );
  await takenBack(host, acted);
  const second = await host.act('nic-add', 'vm1', {nic_parent: 'em0'});
  assert.equal(second.job.state, 'done', second.notes.join());
  await takenBack(host, second);
});

test('a running VM is told to have it from its next start, and a jail why it has none', async () => {
  const host = dailyHost();
  await host.act('start', 'vm1');
  assert.match((await host.wish('disk-add', 'vm1', {dsk_size: '5g'})).warnings.join(), /from its next start/);
  assert.match(reason(await host.wish('disk-add', 'web1', {dsk_size: '5g'})), /web1 is a jail/);
  assert.match(reason(await host.wish('nic-add', 'web1')), /web1 is a jail/);
  assert.match(reason(await host.wish('nic-set', 'vm1', {nic: '1', nic_parent: '$(id)'})), /./);
});
