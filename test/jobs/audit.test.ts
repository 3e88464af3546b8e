import assert from 'node:assert/strict';
import {execFile, execFileSync} from 'node:child_process';
import {appendFileSync, mkdirSync, readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {type AuditRecord, appendAudit, auditEnd, readAudit} from '../../source/jobs/audit.ts';
import type {Far, Order} from '../../source/jobs/events.ts';
import {prelude} from '../../source/jobs/far/scripts.ts';
import {tellEnd} from '../../source/jobs/far/store.ts';
import {foldJob} from '../../source/jobs/fold.ts';
import {jobFolder} from '../../source/jobs/folder.ts';
import {personOf, whoIsThere} from '../../source/jobs/who.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {plan, step} from './made.ts';

const record = (job: string): AuditRecord => ({
  at: '2026-11-20T12:00:00.000Z',
  event: 'asked',
  job,
  who: {user: 'root', from: 'alice', address: '192.0.2.7', terminal: '/dev/pts/3'},
  host: 'node1',
  practice: false,
  action: 'start',
  target: 'web1',
  fingerprint: 'f',
  steps: [{argv: ['cbsd', 'jstart', 'jname=web1'], file: null}],
  result: null,
  sentence: 'Start web1',
});

test('a full audit is put aside, and every line is still read, oldest first', async t => {
  const state = temporaryFolder(t);
  const jobs = Array.from({length: 60}, (_, index) => `job${index}`);
  for (const job of jobs) appendAudit(state, record(job), 2000);
  const files = readdirSync(state).filter(name => name.endsWith('.jsonl'));
  assert.ok(files.length > 5, files.join(' '));
  for (const file of files) assert.equal(statSync(path.join(state, file)).mode & 0o777, 0o600);
  assert.deepEqual(
    (await readAudit(state)).map(({job}) => job),
    jobs,
  );
});

test('processes that write side by side lose no line, though each puts the file aside every few lines', async t => {
  const state = temporaryFolder(t);
  const program = `
    const {appendAudit} = await import(${JSON.stringify(path.resolve('source/jobs/audit.ts'))});
    const [state, writer] = process.argv.slice(1);
    for (let line = 0; line < 40; line++) appendAudit(state, {...${JSON.stringify(record(''))}, job: writer + line}, 2000);`;
  const writers = ['a', 'b', 'c'];
  await Promise.all(
    writers.map(writer =>
      promisify(execFile)(process.execPath, ['--no-warnings', '--input-type=module', '-e', program, state, writer]),
    ),
  );
  const jobs = (await readAudit(state)).map(({job}) => job);
  for (const writer of writers)
    assert.deepEqual(
      jobs.filter(job => job.startsWith(writer)),
      Array.from({length: 40}, (_, line) => `${writer}${line}`),
      'each line once, and in order',
    );
});

test('a line that a power cut tore takes no other with it', async t => {
  const state = temporaryFolder(t);
  appendAudit(state, record('first'));
  appendFileSync(path.join(state, 'audit.jsonl'), '{"at":"2026-');
  appendAudit(state, record('second'));
  assert.deepEqual(
    (await readAudit(state)).map(({job}) => job),
    ['first', 'second'],
  );
});

test('the person is who became root, and where they came from stands beside', async () => {
  const who = await whoIsThere({SUDO_USER: 'alice', SSH_CLIENT: '192.0.2.7 50022 22', SSH_TTY: '/dev/pts/3'});
  assert.deepEqual([personOf(who), who.address, who.terminal], ['alice', '192.0.2.7', '/dev/pts/3']);
  assert.equal(personOf({...who, from: null}), who.user);
});

const order: Order = {
  id: 'job00001',
  plan: plan(step('Start web1')),
  host: {name: 'node1', driver: 'cbsd', practice: null},
  by: 'alice',
  at: 1,
};
const over = foldJob(order, {events: [], alive: false});
const seen = ['found', 'found', 'ended', 'ended', 'found'] as const;

test('a runner that was found to be gone and comes back has the last word, and each is told once', async t => {
  const state = temporaryFolder(t);
  mkdirSync(jobFolder(state, order.id).path, {recursive: true});
  for (const event of seen) auditEnd(state, order, over, event);
  const events = (await readAudit(state)).map(({event}) => event);
  assert.deepEqual(events, ['found', 'ended']);
});

test('the audit of a host over SSH tells the same', async t => {
  const state = temporaryFolder(t);
  mkdirSync(jobFolder(state, order.id).path, {recursive: true});
  const ask = async (script: string, words: readonly string[], input = '') =>
    execFileSync('sh', ['-c', `${prelude}${script}`, 'sh', ...words], {input, encoding: 'utf8'});
  const far = {state} as Far;
  for (const event of seen.slice(0, 4)) await tellEnd({far, ask}, order, over, event);
  const events = (await readAudit(state)).map(({event}) => event);
  assert.deepEqual(events, ['found', 'ended']);
});
