import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Failure} from '../../source/commands/failure.ts';
import {listAudit, listJobs} from '../../source/commands/jobs-list.ts';
import {parseOptions} from '../../source/commands/options.ts';
import type {AuditRecord} from '../../source/jobs/audit.ts';
import {foldJob} from '../../source/jobs/fold.ts';
import type {Job, JobState} from '../../source/model/job.ts';
import {plan, step} from '../jobs/made.ts';

const hour = 3_600_000;

const job = (id: string, target: string, by: string, hoursAgo: number, state: JobState): Job => {
  const at = Date.now() - hoursAgo * hour;
  const host = {name: 'node1', driver: 'cbsd', practice: null};
  return {
    ...foldJob({id, plan: {...plan(step('start')), target}, host, by, at}, {events: [], alive: false}),
    state,
  };
};

const all = [
  job('j3', 'web1,db1', 'alice', 0, 'running'),
  job('j2', 'web1', 'bob', 5, 'failed'),
  job('j1', 'db1', 'alice', 50, 'done'),
];

/** The rows that a command shows with these words after it, by their first named key. */
function shown(key: 'jobs' | 'audit', words: readonly string[]): readonly unknown[] {
  let rows: readonly unknown[] = [];
  const face = {
    options: parseOptions(words),
    json: true,
    practice: false,
    confirm: null,
    print: () => {},
    note: () => {},
    document: (content: Readonly<Record<string, unknown>>) => {
      const list = content[key];
      assert.ok(Array.isArray(list));
      rows = list;
    },
  };
  if (key === 'jobs') listJobs(all, face);
  else listAudit(records, face);
  return rows;
}

const ids = (...words: readonly string[]) =>
  shown('jobs', words).map(row => (typeof row === 'object' && row !== null && 'id' in row ? row.id : null));

const records: readonly AuditRecord[] = [
  {
    at: new Date(Date.now() - hour).toISOString(),
    event: 'ended',
    job: 'j2',
    who: {user: 'root', from: 'bob', address: '192.0.2.7', terminal: null},
    host: 'node1',
    practice: false,
    action: 'start',
    target: 'web1',
    fingerprint: 'f',
    steps: [],
    result: 'failed',
    sentence: '',
  },
];

test('jobs are found by guest, person, time and result, and by all of them at once', () => {
  assert.deepEqual(ids(), ['j3', 'j2', 'j1']);
  assert.deepEqual(ids('--guest', 'web1'), ['j3', 'j2']);
  assert.deepEqual(ids('--by-user', 'alice'), ['j3', 'j1']);
  assert.deepEqual(ids('--since', '6h'), ['j3', 'j2']);
  assert.deepEqual(ids('--since', '2199-01-01'), []);
  assert.deepEqual(ids('--result', 'done,failed'), ['j2', 'j1']);
  assert.deepEqual(ids('--guest', 'db1', '--by-user', 'alice', '--since', '3d', '--result', 'done'), ['j1']);
});

test('the audit is found by the person who became root', () => {
  assert.equal(shown('audit', ['--by-user', 'bob', '--guest', 'web1', '--since', '2h']).length, 1);
  assert.equal(shown('audit', ['--by-user', 'root']).length, 0);
});

for (const [option, value] of [
  ['since', 'yesterday'],
  ['result', 'fine'],
] as const)
  test(`--${option} ${value} is told to be wrong, by the option's name`, () =>
    assert.throws(
      () => ids(`--${option}`, value),
      (error: unknown) => error instanceof Failure && error.exit === 2 && error.field === option,
    ));
