import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Event, Order} from '../../source/jobs/events.ts';
import {parseJobs} from '../../source/jobs/far/files.ts';
import {journalLine} from '../../source/jobs/journal.ts';
import {plan, step} from './made.ts';

const order: Order = {
  ...{id: 'job00001', by: 'alice', at: 1},
  plan: plan(step('jcreate'), step('jstart')),
  host: {name: 'far', driver: 'cbsd', practice: null},
};

/** What a host says of its job while that lives. */
const told = (events: readonly Event[], more: Readonly<Record<string, string>> = {}): string =>
  Object.entries({order: JSON.stringify(order), life: 'alive', journal: events.map(journalLine).join(''), ...more})
    .map(([name, text]) => `${order.id} ${name} ${Buffer.byteLength(text)}\n${text}\n`)
    .join('');

const read = (text: string) =>
  parseJobs(text, -1)
    .get(order.id)
    ?.fold(() => undefined);

const since = (at: number): readonly Event[] => [
  {type: 'step-start', at, step: 0},
  {type: 'tool', at, step: 0, pid: 77, mark: 'boot 9'},
  {type: 'asks', at, step: 0, line: 'y or n?'},
];

test('the tool of a job that runs on a far host is known, so that one that asks for ever can be killed', () => {
  const begun = since(Date.now());
  assert.deepEqual(read(told(begun, {tool: '77'}))?.tool, {step: 0, pid: 77, mark: 'boot 9'});
  assert.equal(read(told(begun, {tool: ''}))?.tool, null, 'it has ended meanwhile');
  assert.equal(read(told(begun, {life: 'orphaned 77'}))?.tool?.pid, 77, 'its runner is gone');
});

test('when a job on a far host should be over is told by how long its steps take there', t => {
  t.mock.timers.enable({apis: ['Date'], now: 1_750_000_000_000});
  const begun = since(Date.now());
  const usual = (kinds: Readonly<Record<string, readonly number[]>>) => ({usual: JSON.stringify(kinds)});
  assert.equal(read(told(begun, usual({'cbsd jcreate': [40, 40, 40]})))?.endsAt, null, 'one of them is not known');
  const known = read(told(begun, usual({'cbsd jcreate': [40, 40, 40], 'cbsd jstart': [20, 20, 20]})));
  assert.equal(((known?.endsAt ?? 0) - Date.now()) / 1000, 60);
  assert.equal(read(told(begun, {usual: '{', life: 'gone'}))?.endsAt, null);
});
