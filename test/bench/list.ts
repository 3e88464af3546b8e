import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {jobFolder} from '../../source/jobs/folder.ts';
import {openJournal} from '../../source/jobs/journal.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import {plan, step} from '../jobs/made.ts';
import type {Bench} from './measure.ts';

const jobs = 2000;

export const list: Bench = {
  name: 'list',
  title: `a list of ${jobs} jobs that are over`,
  async run() {
    const state = mkdtempSync(path.join(tmpdir(), 'construct-tui-bench-'));
    try {
      await addEnded(state, jobs);
      const store = createJobStore(state, async () => freeTerms);
      const [first, again] = [await timed(store.list), await timed(store.list)];
      return [
        {what: 'read for the first time', value: first, unit: 'ms'},
        {what: 'read again, as the screen does every two seconds', value: again, unit: 'ms'},
        {what: 'again beside the first time', value: again / first, unit: '×', goal: 0.3},
      ];
    } finally {
      rmSync(state, {recursive: true, force: true, maxRetries: 5});
    }
  },
};

async function timed(task: () => Promise<readonly unknown[]>): Promise<number> {
  const startedAt = performance.now();
  if ((await task()).length !== jobs) throw new Error('not every job was read');
  return performance.now() - startedAt;
}

async function addEnded(state: string, count: number): Promise<void> {
  const idOf = (index: number): string => `bench${String(index).padStart(5, '0')}`;
  const first = jobFolder(state, idOf(0));
  mkdirSync(first.path, {recursive: true});
  const journal = await openJournal(first.journal);
  await journal.append({type: 'runner', at: 1, pid: 1});
  await journal.append({type: 'step-start', at: 2, step: 0});
  await journal.append({type: 'step-end', at: 3, step: 0, ending: 'exited', exitCode: 0, note: ''});
  await journal.append({type: 'check', at: 4, step: 0, verdict: {truth: 'true', note: 'it is there'}});
  await journal.append({type: 'end', at: 5});
  await journal.close();
  writeFileSync(first.audited, '');
  const host = {name: 'node1', driver: 'cbsd', practice: null};
  for (let index = 0; index < count; index++) {
    const folder = jobFolder(state, idOf(index));
    if (index > 0) cpSync(first.path, folder.path, {recursive: true});
    writeFileSync(
      folder.order,
      JSON.stringify({id: idOf(index), plan: plan(step('create')), host, by: 'alice', at: index}),
    );
  }
}
