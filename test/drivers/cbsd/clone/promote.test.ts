import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CopyFacts} from '../../../../source/drivers/cbsd/clone/copy-facts.ts';
import {familiesOf, linksOf} from '../../../../source/drivers/cbsd/clone/families.ts';
import {planPromote} from '../../../../source/drivers/cbsd/clone/promote.ts';
import {context, guest} from '../bench.ts';
import {cloneHost} from './host.ts';

const dataset = (name: string, mountpoint: string, origin = '') => ({name, mountpoint, origin, bytes: null});

/** vm2 and vm3 hang on vm1 by their disks. */
const copies: CopyFacts = {
  datasets: [
    ...['vm1', 'vm2', 'vm3'].map(name => dataset(`z/${name}`, `/usr/jails/jails-data/${name}-data`)),
    dataset('z/vm1/dsk1.vhd', '-'),
    dataset('z/vm1/dsk2.vhd', '-'),
    dataset('z/vm2/dsk1.vhd', '-', 'z/vm1/dsk1.vhd@cbsd-original-vm2-dsk1.vhd'),
    dataset('z/vm2/dsk2.vhd', '-', 'z/vm1/dsk2.vhd@cbsd-original-vm2-dsk2.vhd'),
    dataset('z/vm3/dsk1.vhd', '-', 'z/vm1/dsk1.vhd@cbsd-original-vm3-dsk1.vhd'),
  ],
  seeds: new Map(),
  mounts: new Map(),
  hooks: new Map(),
  rsync: true,
};
const vms = context({
  guests: ['vm1', 'vm2', 'vm3'].map(name => guest(name, '', {emulator: 'bhyve'})),
  copies,
});

test('which guest hangs on which is told of both, by every disk of a VM', () => {
  const families = familiesOf(linksOf(vms));
  assert.deepEqual(families.get('vm1'), {clonedFrom: [], clones: ['vm2', 'vm3']});
  assert.deepEqual(families.get('vm2'), {clonedFrom: ['vm1'], clones: []});
});

test('every disk of a VM is promoted, and who hangs on it then is said before', () => {
  const plan = planPromote('vm2', vms);
  assert.deepEqual(
    plan.steps.map(({command, undo}) => [command?.argv.join(' '), undo?.[0]?.argv.join(' ')]),
    [
      ['zfs promote z/vm2/dsk1.vhd', 'zfs promote z/vm1/dsk1.vhd'],
      ['zfs promote z/vm2/dsk2.vhd', 'zfs promote z/vm1/dsk2.vhd'],
    ],
  );
  assert.match(plan.warnings.join('\n'), /vm1 cannot be without vm2 then.*\nvm3: cloned from vm1 too/);
  const none = planPromote('vm1', vms);
  assert.deepEqual([none.steps, none.refusals], [[], []]);
  assert.match(none.warnings.join(), /hangs on no other guest/);
});

test('a promoted jail stands by itself and its source hangs on it; taken back it is as it was', async () => {
  const host = cloneHost();
  await host.cbsd('jclone', 'old=db1', 'new=db2', 'host_hostname=db2.my.domain', 'ip4_addr=10.0.0.99');
  const family = async () =>
    (await host.snapshot()).guests
      .filter(({name}) => name.startsWith('db'))
      .map(({name, clonedFrom = [], clones = []}) => `${name}: ${clonedFrom}<${clones}`);
  const snapshot = await host.snapshot();
  const outcome = await host.run(snapshot.plan('promote', 'db2', {}));
  assert.equal(outcome.done, true, outcome.notes.join('\n'));
  assert.deepEqual(await family(), ['db1: db2<', 'db2: <db1']);
  await host.undo(outcome);
  assert.deepEqual(await family(), ['db1: <db2', 'db2: db1<']);
});
