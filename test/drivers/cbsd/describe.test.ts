import assert from 'node:assert/strict';
import {test} from 'node:test';
import {describe} from '../../../source/drivers/cbsd/guest-facts.ts';
import {createPracticeTransport} from '../../../source/practice/transport.ts';
import {practiceHost} from '../../helpers/practice-host.ts';
import {makeWorld} from '../../practice/world.ts';

test('a guest is told with its disks and network cards, and without its passwords', async t => {
  const transport = createPracticeTransport(practiceHost(t).world);
  const vm = await describe('vm1', '/usr/jails', transport);
  assert.deepEqual(
    vm?.disks.map(({dsk_path, dsk_size}) => [dsk_path, dsk_size]),
    [['dsk1.vhd', '10737418240']],
  );
  assert.deepEqual(
    vm?.nics.map(({nic_driver}) => nic_driver),
    ['vtnet'],
  );
  assert.equal(vm?.settings.vnc_password, '<secret:vnc_password>');
  const jail = await describe('web1', '/usr/jails', transport);
  assert.equal(jail?.disks.length, 0);
  assert.equal(jail?.settings.jname, 'web1');
});

test('a guest tells of its own snapshots, and of none that are of the dataset around it', async () => {
  const transport = createPracticeTransport(makeWorld({world: 'demo', zfs: true}));
  await transport.execute({argv: ['cbsd', 'jsnapshot', 'mode=create', 'jname=web1', 'snapname=s1']});
  const named = async (guest: string) =>
    (await describe(guest, '/usr/jails', transport))?.snapshots.map(({name, by}) => [name, by]);
  assert.deepEqual(await named('web1'), [['s1', 'CBSD']]);
  assert.deepEqual(await named('db1'), []);
});
