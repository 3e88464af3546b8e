import assert from 'node:assert/strict';
import {appendFile, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import type {Event} from '../../source/jobs/events.ts';
import {openJournal, parseJournal, readJournal} from '../../source/jobs/journal.ts';
import {isLocked, tryLock} from '../../source/jobs/lock.ts';
import {isAlive, processMark} from '../../source/jobs/process.ts';
import {runPlan} from '../../source/jobs/run.ts';
import {plan, scriptedDriver, scriptedTransport, step, truth} from './made.ts';

const folder = await mkdtemp(join(tmpdir(), 'journal-'));
after(() => rm(folder, {recursive: true}));

test('what was written is read back, by its owner alone', async () => {
  const path = join(folder, 'whole');
  const journal = await openJournal(path);
  await journal.append({type: 'runner', at: 1, pid: 7});
  await journal.append({type: 'end', at: 2});
  await journal.close();
  assert.deepEqual((await readJournal(path)).events, [
    {type: 'runner', at: 1, pid: 7},
    {type: 'end', at: 2},
  ]);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
});

test('a line torn by a crash is left out and the lines before it stand', async () => {
  const path = join(folder, 'torn');
  const journal = await openJournal(path);
  await journal.append({type: 'runner', at: 1, pid: 7});
  await journal.close();
  await appendFile(path, '0badc0de {"type":"end"');
  assert.equal((await readJournal(path)).events.length, 1);
});

test('a line that was changed afterwards ends what is trusted', async () => {
  const path = join(folder, 'changed');
  const journal = await openJournal(path);
  await journal.append({type: 'runner', at: 1, pid: 7});
  await journal.append({type: 'end', at: 2});
  await journal.close();
  await writeFile(path, (await readFile(path, 'utf8')).replace('"pid":7', '"pid":8'));
  const {events, damage} = await readJournal(path);
  assert.deepEqual(events, []);
  assert.match(damage, /damaged after byte 0/);
});

test('wherever its last 4 KiB are cut, what stands before is read and the cut is told', async () => {
  const path = join(folder, 'cut');
  const journal = await openJournal(path);
  const events: Event[] = Array.from({length: 60}, (_, index) => ({
    type: 'step-end',
    at: index,
    step: index,
    ending: 'exited',
    exitCode: 0,
    note: 'a note of some length, as tools leave them',
  }));
  await Promise.all(events.map(event => journal.append(event)));
  await journal.close();
  const whole = await readJournal(path);
  assert.deepEqual(whole, {events, damage: ''}, 'lines stand in the order in which they were given');
  const bytes = await readFile(path);
  for (let length = bytes.length - 1; length >= bytes.length - 4096; length -= 1) {
    const rest = bytes.subarray(0, length);
    const {events: read, damage} = parseJournal(rest, bytes.length);
    assert.equal(read.length, rest.toString('latin1').split('\n').length - 1);
    assert.deepEqual(read.at(-1), events[read.length - 1]);
    assert.ok(damage.startsWith(`its journal was cut: ${bytes.length - length} of ${bytes.length} bytes are gone`));
  }
  await truncate(path, bytes.length - 1000);
  assert.match((await readJournal(path)).damage, /^its journal was cut: 1000 of/);
});

test('a step does not start where its line cannot be written', async () => {
  const path = join(folder, 'full');
  await symlink('/dev/full', path);
  const journal = await openJournal(path);
  const {transport, ran} = scriptedTransport();
  const bench = {
    secrets: {},
    output: () => {},
    hide: () => {},
    progress: () => {},
    cancelled: new AbortController().signal,
  };
  const driver = scriptedDriver(async () => truth('true'));
  await assert.rejects(runPlan(plan(step('create')), {...bench, transport, driver, journal: journal.append}), /ENOSPC/);
  assert.deepEqual(ran, []);
  await journal.close();
});

test('a lock is held by one alone and looking at it takes nothing away', async () => {
  const path = join(folder, 'lock.sqlite');
  const first = await tryLock(path);
  assert.ok(first);
  assert.equal(await isLocked(path), true);
  assert.equal(await tryLock(path), null);
  first.release();
  assert.equal(await isLocked(path), false);
  const second = await tryLock(path);
  assert.ok(second);
  second.release();
});

test('a process of an earlier boot with the number of one of today is gone', {
  skip: process.platform !== 'linux',
}, async () => {
  const mark = await processMark(process.pid);
  assert.ok(mark);
  assert.equal(await isAlive({pid: process.pid, mark}), true);
  const [, birth] = mark.split(' ');
  assert.equal(await isAlive({pid: process.pid, mark: `00000000-0000-0000-0000-000000000000 ${birth}`}), false);
});
