import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planClone} from '../../../source/drivers/libvirt/clone/plan.ts';
import {planCreateVm} from '../../../source/drivers/libvirt/plans/create-vm.ts';
import {planDestroy} from '../../../source/drivers/libvirt/plans/destroy.ts';
import {blocksOf} from '../../../source/jobs/lanes.ts';
import type {Plan, Step} from '../../../source/model/plan.ts';
import {recordedHost, stoppedHost} from './host.ts';

const image = '/var/lib/libvirt/images/tiny.qcow2';
const create = (more = {}) => planCreateVm({image, jname: 'db', ...more}, recordedHost());

/** The titles of a plan's steps: blocks one after the other, lanes side by side, steps of a lane in their order. */
const titlesOf = ({steps}: Plan) =>
  blocksOf(steps).map(lanes => lanes.map(lane => lane.map(index => steps[index]?.title ?? '')));

test('medium, definition, address and disk of a new guest go side by side, and it starts when all of them are there', () => {
  assert.deepEqual(titlesOf(create({autostart: '1'})), [
    [
      ['Write what cloud-init does in db', 'Write who db is', 'Make the medium from which db reads it'],
      ['Write the settings of db', 'Define VM db', 'Start db with the host'],
      ['Reserve 172.16.100.4 for db in network construct'],
      [`Make a disk of 24m upon ${image}`],
    ],
    [['Start VM db'], ['Remove the files of db, which have been read']],
  ]);
});

test('clones are made side by side upon the disk that was frozen first, and start when all of them are whole', () => {
  const [made = [], started] = titlesOf(planClone('web', {new: 'web3 web4'}, recordedHost()));
  const [[frozen, ...disks] = [], ...others] = made;
  assert.match(frozen ?? '', /^Freeze the disk of web/);
  assert.deepEqual(
    disks.map(title => /^Make a disk of (\w+)/.exec(title)?.[1]),
    ['web3', 'web4'],
  );
  assert.equal(others.length, 6, 'medium, settings and address of each');
  assert.deepEqual(started, [
    ['Start VM web3'],
    ['Remove the files of web3, which have been read'],
    ['Start VM web4'],
    ['Remove the files of web4, which have been read'],
  ]);
});

test('what is left of a removed guest goes once libvirt has it no more: its address beside its files', () => {
  const steps = titlesOf(planDestroy('web', recordedHost()));
  assert.deepEqual(steps.slice(-2), [
    [['Remove VM web from libvirt']],
    [
      ['Free 172.16.100.2 of web in network construct'],
      [
        'Remove /var/lib/libvirt/images/construct-tui/web.1.qcow2',
        'Remove /var/lib/libvirt/images/construct-tui/web-seed.iso',
      ],
    ],
  ]);
});

/** Files that a step brings about, by itself or as its check wants to find them. */
const madeBy = ({file, check}: Step): readonly string[] =>
  file ? [file.path] : check?.id === 'file-written' || check?.id === 'disk-is' ? filesIn(check.expect) : [];
const filesIn = (expect: Readonly<Record<string, string>>) =>
  Object.values(expect).filter(text => text.startsWith('/'));
const wordsOf = ({command}: Step): string => command?.argv.join(' ') ?? '';

test('no step uses what a step beside it makes, nor takes away what one beside it reads', () => {
  const plans = [
    create(),
    create({start: '0', copy: 'full'}),
    planClone('web', {new: 'web3'}, recordedHost()),
    planClone('web', {new: 'web3 web4', autostart: '1'}, recordedHost()),
    planClone('web', {new: 'web3 web4', copy: 'full'}, stoppedHost()),
  ];
  let compared = 0;
  for (const {title, steps, refusals} of plans) {
    assert.deepEqual(refusals, [], title);
    for (const lanes of blocksOf(steps))
      for (const lane of lanes)
        for (const step of lane.flatMap(index => steps[index] ?? []))
          for (const other of lanes
            .filter(each => each !== lane)
            .flatMap(each => each.flatMap(at => steps[at] ?? []))) {
            compared += 1;
            for (const path of madeBy(step))
              assert.ok(!wordsOf(other).includes(path), `${title}: ${other.title}, beside ${step.title}`);
          }
  }
  assert.ok(compared > 50);
});
