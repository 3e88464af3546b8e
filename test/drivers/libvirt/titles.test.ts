import assert from 'node:assert/strict';
import {test} from 'node:test';
import {rows} from '../../../source/drivers/libvirt/action-rows.ts';
import {recordedHost} from './host.ts';

/** What stands over each form: with nobody to do it to, and for the guest in front. */
const titles: Readonly<Record<string, readonly [string, string]>> = {
  'create-vm': ['Create a VM', 'Create a VM'],
  clone: ['Clone a guest', 'Clone web'],
  expose: ['Expose ports', 'Expose ports of web'],
  unexpose: ['Withdraw ports', 'Withdraw ports of web'],
  set: ['Change a guest', 'Change web'],
  rename: ['Rename a guest', 'Rename web'],
  'disk-add': ['Add a disk', 'Add a disk to web'],
  'disk-grow': ['Grow a disk', 'Grow a disk of web'],
  'nic-add': ['Add a network card', 'Add a network card to web'],
  'nic-set': ['Change a network card', 'Change a network card of web'],
  'snapshot-create': ['Take a snapshot', 'Take a snapshot of web'],
  'snapshot-remove': ['Remove a snapshot', 'Remove a snapshot of web'],
  'snapshot-rollback': ['Roll back to a snapshot', 'Roll back to a snapshot of web'],
};

test('a form says what it is for and whose it is', () => {
  const host = recordedHost();
  const told = Object.entries(rows).flatMap(([action, {form}]) => {
    if (!form) return [];
    const titleFor = (target: string) => {
      const its = typeof form === 'function' ? form(target, host) : form;
      return 'reason' in its ? its.reason : its.title;
    };
    return [[action, [titleFor(''), titleFor('web')]] as const];
  });
  assert.deepEqual(Object.fromEntries(told), titles);
});
