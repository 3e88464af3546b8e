import assert from 'node:assert/strict';
import {appendFile, mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {openJournal, readJournal} from '../../source/jobs/journal.ts';
import {isLocked, tryLock} from '../../source/jobs/lock.ts';

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
