import assert from 'node:assert/strict';
import type {Plan} from '../../source/model/plan.ts';
import {type Figures, isTold, noFigures, planned, type StruckCase, takenBack} from './struck.ts';
import {allBlows, type Bench, type Blow, benchOf, canBefall, strike} from './struck-host.ts';
import type {Row} from './struck-rows.ts';

/** What stops a job, in turns. */
export const stops = allBlows.filter(blow => blow !== 'slow');

/** Each of these blows at all the steps of a wish: a host and a case a blow. */
export async function* turnCases(row: Row, blows: readonly Blow[], figures: Figures): AsyncGenerator<StruckCase> {
  const {whole} = await struckInTurn(benchOf(row), row, () => null);
  for (const blow of blows) {
    const what = `${row.action}: ${blow} at each step in turn, gone on with each time`;
    yield {
      what,
      async run() {
        try {
          const ended = await struckInTurn(benchOf(row), row, () => blow, figures);
          assert.deepEqual(ended.whole, whole, 'it ends as if nothing had befallen it');
        } catch (error) {
          figures.rest.push(`${what}: ${error instanceof Error ? error.message : error}`);
          throw error;
        }
      },
    };
  }
}

/** `titles`: the steps that were struck; `whole`: what an operator finds when it was done. */
type Turns = {readonly titles: readonly string[]; readonly whole: readonly string[]};

/**
 * One wish that is stopped at every step in turn and gone on with each time; then it is taken back. Where no tool works that could be
 * struck, the runner dies; what a blow does not hurt goes on to the next one.
 */
export async function struckInTurn(
  bench: Bench,
  row: Row,
  blowAt: (place: number) => Blow | null,
  figures = noFigures(),
): Promise<Turns> {
  const {ground, jobs} = bench;
  let plan = await planned(bench);
  const before = ground.found();
  const titles = plan.steps.map(({title}) => title);
  const told: string[] = [];
  for (let turn = 0; ; turn += 1) {
    assert.ok(turn <= 4 * titles.length, `it is gone on with for ever: ${plan.title}`);
    const open = plan.steps.filter(({title}) => titles.includes(title) && !told.includes(title));
    const job = await strike(bench, plan, blowsFor(plan, titles, told, blowAt));
    const hit = open.filter(step => job.steps[plan.steps.indexOf(step)]?.startedAt !== null);
    told.push(...hit.map(({title}) => title));
    figures.cases += hit.length;
    if (!isTold(job)) figures.lost += 1;
    const rest = job.state === 'done' ? null : await jobs.recovery.retry(job.id);
    assert.deepEqual(rest?.refusals ?? [], [], `after ${hit.at(-1)?.title}: ${job.sentence} ${job.residue.join('; ')}`);
    figures.ended += hit.length;
    if (rest && rest.steps.length > 0) {
      plan = rest;
      continue;
    }
    assert.deepEqual([...told].sort(), [...titles].sort(), 'every step was struck');
    const whole = ground.found();
    if (!row.lasting) await takenBack(bench, job);
    const left = ground.found().filter(each => (row.lasting ? each.includes(row.target) : !before.includes(each)));
    if (left.length > 0) figures.leftovers += 1;
    assert.deepEqual(left, [], 'nothing is left');
    if (!row.lasting) assert.deepEqual(ground.found(), before, 'nothing is missing');
    return {titles, whole};
  }
}

function blowsFor(
  {steps}: Plan,
  titles: readonly string[],
  told: readonly string[],
  blowAt: (place: number) => Blow | null,
): readonly (Blow | null)[] {
  return steps.map(step => {
    const place = titles.indexOf(step.title);
    if (place < 0 || told.includes(step.title)) return null;
    const blow = blowAt(place);
    return blow === null || canBefall(step, blow) ? blow : 'begun';
  });
}
