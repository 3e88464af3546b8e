import assert from 'node:assert/strict';
import type {Job} from '../../source/model/job.ts';
import type {Plan} from '../../source/model/plan.ts';
import {type Bench, type Blow, benchOf, canBefall, strike} from './struck-host.ts';
import type {Row} from './struck-rows.ts';

export type Way = 'retry' | 'undo';
/** `rest`: what was not brought to an end, with the commands that the job names. */
export type Figures = {cases: number; ended: number; lost: number; leftovers: number; readonly rest: string[]};
export const noFigures = (): Figures => ({cases: 0, ended: 0, lost: 0, leftovers: 0, rest: []});

export type StruckCase = {readonly what: string; readonly run: () => Promise<void>};

/** Each of these blows at each step of a row's plan, and the ways out of it. `figures` are counted as the cases run. */
export async function* struckCases(
  row: Row,
  blows: readonly Blow[],
  ways: readonly Way[],
  figures: Figures,
): AsyncGenerator<StruckCase> {
  let bench = benchOf(row);
  const plan = await planned(bench);
  const whole = await unstruck(bench, plan, row);
  for (const [index, step] of plan.steps.entries())
    for (const blow of blows.filter(each => canBefall(step, each)))
      for (const way of row.lasting ? (['retry'] as const) : ways) {
        const what = `${row.action}: ${blow} at ${step.title}, then ${way}`;
        yield {
          what,
          async run() {
            figures.cases += 1;
            try {
              await bench.ground.prepare();
              await struck(bench, plan, {what, index, blow, way, lasting: row.lasting ?? false, whole}, figures);
              figures.ended += 1;
            } catch (error) {
              bench = benchOf(row); // what this one left is not the next one's affair
              throw error;
            }
          },
        };
      }
}

/** The plan of a wish that nothing speaks against. */
export async function planned({ground}: Bench): Promise<Plan> {
  await ground.prepare();
  const plan = await ground.plan();
  assert.deepEqual(plan.refusals, [], plan.title);
  return plan;
}

/** What an operator finds where nothing befell the job. */
async function unstruck(bench: Bench, plan: Plan, row: Row): Promise<readonly string[]> {
  const job = await bench.jobs.run(plan);
  assert.equal(job.state, 'done', job.sentence);
  const whole = bench.ground.found();
  if (!row.lasting) await takenBack(bench, job);
  return whole;
}

type Wish = {
  readonly what: string;
  readonly index: number;
  readonly blow: Blow;
  readonly way: Way;
  readonly lasting: boolean;
  readonly whole: readonly string[];
};

async function struck(bench: Bench, plan: Plan, {what, index, blow, way, lasting, whole}: Wish, figures: Figures) {
  const {ground} = bench;
  const before = ground.found();
  const job = await strike(bench, plan, [...Array(index).fill(null), blow]);
  if (!isTold(job)) figures.lost += 1;
  let last = job;
  try {
    if (job.state === 'done')
      assert.deepEqual(ground.found(), whole, 'done means that it is as if nothing had befallen it');
    if (way === 'retry') last = await wentOn(bench, job);
    if (way === 'retry') assert.deepEqual(ground.found(), whole, 'it ends as if nothing had befallen it');
    if (!lasting) await takenBack(bench, last);
    if (!lasting) assert.deepEqual(ground.found(), before, 'nothing is left, and nothing is missing');
  } catch (error) {
    const told = [job, last].flatMap(({residue}) => residue);
    const left = ground
      .found()
      .filter(each => !before.includes(each) && !told.join().includes(each.split(' ')[1] ?? ''));
    if (left.length > 0) figures.leftovers += 1;
    figures.rest.push(`${what}: ${last.sentence} ${[...new Set(told)].join('; ')}`);
    throw error;
  }
}

/** It is over, and says in words what came of it. */
export const isTold = ({endedAt, sentence}: Job): boolean => endedAt !== null && sentence !== '';

/** Goes on until it is done, or until the host says that nothing is left to do. */
async function wentOn({jobs}: Bench, job: Job): Promise<Job> {
  if (job.state === 'done') return job;
  const rest = await jobs.recovery.retry(job.id);
  assert.ok(rest);
  assert.deepEqual(rest.refusals, []);
  if (rest.steps.length === 0) return job;
  const next = await jobs.run(rest);
  assert.equal(next.state, 'done', next.sentence);
  return next;
}

export async function takenBack({jobs}: Bench, job: Job): Promise<void> {
  const way = await jobs.recovery.undo(job.id);
  assert.ok(way);
  if (way.steps.length === 0) return;
  assert.deepEqual(way.refusals, []);
  const undone = await jobs.run(way);
  assert.equal(undone.state, 'done', undone.sentence);
}
