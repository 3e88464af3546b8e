import assert from 'node:assert/strict';
import {setTimeout as wait} from 'node:timers/promises';
import {jobFolder} from '../../source/jobs/folder.ts';
import {readJournal} from '../../source/jobs/journal.ts';
import {openRecovery} from '../../source/jobs/recover/recovery.ts';
import {freeTerms} from '../../source/jobs/schedule/gate.ts';
import {createJobStore} from '../../source/jobs/store.ts';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import type {Figures} from './struck.ts';
import type {Row} from './struck-rows.ts';

const who = {user: 'alice', from: null, address: null, terminal: null};

/**
 * A wish and then its undo, each by a runner that hears a hangup as each of its steps starts: neither
 * minds. `state`: an empty folder for the jobs.
 */
export async function hungUp(row: Row, state: string, figures: Figures): Promise<void> {
  const ground = row.open();
  await ground.prepare();
  const before = ground.found();
  const store = createJobStore(state, async () => freeTerms);
  ground.strike({kind: 'slow', by: 0.2}); // so that the step is still under way when it hears it
  const host = {name: 'lab', driver: row.driver.id, practice: ground.folder};
  const run = async (plan: Plan): Promise<Job> => {
    const asked = await store.submit({plan, host, who}, {});
    assert.ok('job' in asked, JSON.stringify(asked));
    const hung = await hangUpAtEachStep(state, asked.job);
    figures.cases += hung.length;
    const job = await store.read(asked.job);
    if (!job || job.sentence === '') figures.lost += 1;
    assert.equal(job?.state, 'done', job?.sentence);
    assert.equal(hung.length, plan.steps.length);
    figures.ended += hung.length;
    return job;
  };
  const job = await run(await ground.plan());
  if (row.lasting) return;
  const undo = await openRecovery(store, {driver: row.driver, transport: ground.transport}).undo(job.id);
  assert.deepEqual(undo?.refusals, []);
  await run(undo);
  const left = ground.found().filter(each => !before.includes(each));
  if (left.length > 0) figures.leftovers += 1;
  assert.deepEqual(left, []);
}

/** Resolves with the steps that started, once the job is over. */
async function hangUpAtEachStep(state: string, id: string): Promise<readonly number[]> {
  const {journal} = jobFolder(state, id);
  const hung: number[] = [];
  for (;;) {
    const {events} = await readJournal(journal);
    const runner = events.find(event => event.type === 'runner');
    for (const event of events)
      if (event.type === 'step-start' && !hung.includes(event.step)) {
        hung.push(event.step);
        if (runner && !events.some(({type}) => type === 'end')) process.kill(runner.pid, 'SIGHUP');
      }
    if (events.some(({type}) => type === 'end')) return hung;
    assert.ok(runner === undefined || isThere(runner.pid), 'the runner lives');
    await wait(5);
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
