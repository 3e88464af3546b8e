import assert from 'node:assert/strict';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import {inProcess} from './in-process.ts';
import type {MemoryJobs} from './memory-jobs.ts';
import {allBlows, type Bench, type Blow, benchOf, faultOf, found, type Row, strike} from './struck-host.ts';

export type Figures = {cases: number; ended: number; lost: number; leftovers: number; readonly rest: string[]};
export const noFigures = (): Figures => ({cases: 0, ended: 0, lost: 0, leftovers: 0, rest: []});

export type StruckCase = {readonly what: string; readonly run: () => Promise<void>};

/** Each of these blows at each step of a row's plan, and the ways out of it. `figures` are counted as the cases run. */
export async function* struckCases(
  row: Row,
  blowsAt: (step: number) => readonly Blow[],
  ways: readonly ('retry' | 'undo')[],
  figures: Figures,
): AsyncGenerator<StruckCase> {
  let bench = benchOf();
  await row.prepare?.(bench.host);
  // the quick looks of this host know no profiles
  const plan = (await inProcess(bench.host.folder).look()).plan(row.action, row.target, row.answers ?? {});
  assert.deepEqual(plan.refusals, [], row.action);
  for (const [step, {title}] of plan.steps.entries())
    for (const blow of blowsAt(step)) {
      if (faultOf(plan.steps[step], blow) === null) continue;
      for (const way of row.lasting ? (['retry'] as const) : ways)
        yield {
          what: `${row.action}: ${blow} at ${title}, then ${way}`,
          async run() {
            figures.cases += 1;
            try {
              await row.prepare?.(bench.host);
              await struck(bench, plan, {step, blow, way, lasting: row.lasting ?? false}, figures);
              figures.ended += 1;
            } catch (error) {
              figures.rest.push(`${blow} at ${title}, then ${way}`);
              bench = benchOf(); // what this one left is not the next one's affair
              throw error;
            }
          },
        };
    }
}

/** What stops a job, in turns. */
const stops = allBlows.filter(blow => blow !== 'slow');

/**
 * One wish that is stopped at every step in turn, each time in another way, and gone on with each time; then it is taken back. Resolves
 * with the titles of the steps that were struck.
 */
export async function struckInTurn(bench: Bench, row: Row, turn = 0): Promise<readonly string[]> {
  const {host, jobs} = bench;
  await row.prepare?.(host);
  const before = found(host);
  let plan = (await inProcess(host.folder).look()).plan(row.action, row.target, row.answers ?? {});
  assert.deepEqual(plan.refusals, []);
  const titles = plan.steps.map(({title}) => title);
  const told: string[] = [];
  for (;;) {
    const at = plan.steps.findIndex(({title}) => titles.includes(title) && !told.includes(title));
    const [meant] = at < 0 ? [] : plan.steps.slice(at);
    const blow =
      stops.slice((turn + told.length) % stops.length).find(each => meant && faultOf(meant, each)) ?? 'begun';
    const job = meant ? await strike(bench, plan, at, blow) : await jobs.run(plan);
    if (meant) told.push(meant.title);
    assert.ok(job.endedAt !== null && job.sentence !== '', 'no job is lost');
    if (meant && blow !== 'unseen') assert.notEqual(job.state, 'done', `${blow} at ${meant.title}`);
    const rest = job.state === 'done' ? null : await jobs.recovery.retry(job.id);
    assert.deepEqual(rest?.refusals ?? [], [], `after ${blow} at ${meant?.title}: ${job.sentence}`);
    if (rest && rest.steps.length > 0) {
      plan = rest;
      continue;
    }
    assert.ok(
      told.length === titles.length,
      `never struck: ${titles.filter(title => !told.includes(title)).join(', ')}`,
    );
    if (!row.lasting) await takenBack(jobs, job);
    const after = found(host);
    if (row.lasting)
      assert.deepEqual(
        after.filter(each => each.includes(row.target)),
        [],
      );
    else assert.deepEqual(after, before, 'nothing is left, and nothing is missing');
    return told;
  }
}

type Wish = {
  readonly step: number;
  readonly blow: Blow;
  readonly way: 'retry' | 'undo';
  readonly lasting: boolean;
};

async function struck(bench: Bench, plan: Plan, {step, blow, way, lasting}: Wish, figures: Figures) {
  const {host, jobs} = bench;
  const before = found(host);
  const job = await strike(bench, plan, step, blow);
  if (job.endedAt === null || job.sentence === '') figures.lost += 1;
  if (blow === 'slow') assert.equal(job.state, 'done', job.sentence);
  else if (blow !== 'unseen') assert.notEqual(job.state, 'done', 'a job that was struck is never called done');
  const last = way === 'retry' ? await ended(jobs, job) : job;
  if (way === 'retry' && !lasting) assert.notDeepEqual(found(host), before);
  if (!lasting) await takenBack(jobs, last);
  const after = found(host);
  const missed = after.filter(
    each => !before.includes(each) && !last.residue.join().includes(each.split(' ')[1] ?? ''),
  );
  if (!lasting && missed.length > 0) figures.leftovers += 1;
  if (!lasting) assert.deepEqual(after, before, 'nothing is left, and nothing is missing');
  else
    assert.deepEqual(
      after.filter(each => each.includes(plan.target)),
      [],
      'nothing is left of it',
    );
}

/** Goes on until it is done, or until the host says that nothing is left to do. */
async function ended(jobs: MemoryJobs, job: Job): Promise<Job> {
  if (job.state === 'done') return job;
  const rest = await jobs.recovery.retry(job.id);
  assert.ok(rest);
  assert.deepEqual(rest.refusals, []);
  if (rest.steps.length === 0) return job;
  const next = await jobs.run(rest);
  assert.equal(next.state, 'done', next.sentence);
  return next;
}

async function takenBack(jobs: MemoryJobs, job: Job): Promise<void> {
  const way = await jobs.recovery.undo(job.id);
  assert.ok(way);
  if (way.steps.length === 0) return;
  assert.deepEqual(way.refusals, []);
  const undone = await jobs.run(way);
  assert.equal(undone.state, 'done', undone.sentence);
}
