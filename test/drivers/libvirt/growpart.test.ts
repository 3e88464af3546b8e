import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {truncateSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {planCreateVm} from '../../../source/drivers/libvirt/plans/create-vm.ts';
import {shownContent} from '../../../source/model/command.ts';
import type {Answers} from '../../../source/model/form.ts';
import {growpart, python} from '../../helpers/cloud-init/judge.ts';
import {root} from '../../helpers/program.ts';
import {needs} from '../../helpers/skip.ts';
import {temporaryFolder} from '../../helpers/temporary-folder.ts';
import {recordedHost} from './host.ts';

const mebibyte = 1024 ** 2;
/** Sectors of 512 bytes behind the first MiB. */
const whole = (bytes: number): number => (bytes - mebibyte) / 512;

/** What cloud-init’s module makes of the disk with the user-data that the form writes for these answers. */
function grown(disk: string, answers: Answers) {
  const plan = planCreateVm({image: '/var/lib/libvirt/images/tiny.qcow2', jname: 'db', ...answers}, recordedHost());
  const file = plan.steps.find(step => step.file?.path.includes('user-data'))?.file;
  const script = path.join(root, 'test/helpers/cloud-init/growpart.py');
  const env = {...python.env, PATH: `${growpart}:${python.env.PATH}`};
  const told = execFileSync(python.file, [script, disk], {
    input: shownContent(file?.content ?? []),
    env,
    stdio: 'pipe',
  });
  return JSON.parse(told.toString());
}

test('a disk that was made larger is filled by the guest’s root partition at its next start, and again when it grows, unless the form says no', {
  skip: needs('growpart'),
}, t => {
  const disk = path.join(temporaryFolder(t), 'disk.img');
  writeFileSync(disk, '');
  truncateSync(disk, 32 * mebibyte);
  execFileSync('/usr/sbin/sfdisk', ['--quiet', disk], {input: 'start=2048, type=83\n'});
  const small = whole(32 * mebibyte);

  truncateSync(disk, 64 * mebibyte);
  assert.deepEqual(grown(disk, {growpart: '0'}), {asked: [], before: small, after: small, frequency: 'always'});
  const first = grown(disk, {});
  assert.deepEqual(
    [first.asked, first.before, first.frequency],
    [['/'], small, 'always'],
    'it is asked at every start',
  );
  // growpart leaves the room that a table of the other kind would need at the end
  assert.ok(first.after > whole(63 * mebibyte) && first.after <= whole(64 * mebibyte), String(first.after));
  assert.equal(grown(disk, {}).after, first.after, 'a disk that is full stays as it is');
  truncateSync(disk, 96 * mebibyte);
  assert.ok(grown(disk, {}).after > whole(95 * mebibyte));
});
