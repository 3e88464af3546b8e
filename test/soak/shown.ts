import assert from 'node:assert/strict';
import fc from 'fast-check';
import {shownContent} from '../../source/model/command.ts';
import type {Snapshot} from '../../source/model/driver.ts';
import type {Answers} from '../../source/model/form.ts';
import type {Plan} from '../../source/model/plan.ts';
import type {Secrets} from '../../source/model/secrets.ts';
import {asShown} from '../helpers/as-shown.ts';
import type {Part} from './part.ts';
import {fairFor} from './values.ts';
import {followLog, type Received} from './worlds.ts';

type Case = {readonly answers: Answers; readonly plan: Plan; readonly secrets: Secrets};

export const shown: Part = {
  name: 'shown',
  title: 'what the tools receive is what the plan shows, byte for byte, and a job says of it what is true',
  async run(wish) {
    const {host, bench, now} = await wish.warm();
    const received = followLog(host.world);
    let steps = 0;
    let ran = 0;
    for (const action of ['create-jail', 'create-vm']) {
      for (const {answers, plan, secrets} of casesFor(action, now, wish.seed, wish.sample ? 12 : 150)) {
        received();
        await wish.tally.check(`${action} ${JSON.stringify(answers)}`, async () => {
          const job = await bench.run(plan, secrets);
          assert.equal(job.state, 'done', job.sentence);
          isWhatWasShown(plan, secrets, received());
          ran += 1;
          steps += plan.steps.length;
        });
        await bench.transport.execute({
          argv: ['cbsd', action === 'create-vm' ? 'bremove' : 'jremove', `jname=${plan.target}`],
        });
      }
    }
    return `${ran} plans of ${steps} steps ran as they were shown`;
  },
};

/** Plans of several answers each that the host takes; those that it refuses are not asked for here. */
function casesFor(action: string, now: Snapshot, seed: number, wanted: number): readonly Case[] {
  const form = now.form(action, '', {});
  assert.ok('fields' in form);
  const open = form.fields.filter(
    field => field.visible && !['jname', 'profile', 'protected', 'ver'].includes(field.id),
  );
  const one = fc.constantFrom(...open).chain(field => fc.tuple(fc.constant(field), fairFor(field)));
  const cases: Case[] = [];
  const tries = fc.sample(fc.array(one, {minLength: 1, maxLength: 6}), {seed, numRuns: wanted * 12});
  for (const [index, chosen] of tries.entries()) {
    const answers: Answers = Object.fromEntries([
      ...chosen.map(([field, value]) => [field.id, field.secret ? `Secret${index % 10}` : value]),
      ['jname', `g${index}`],
    ]);
    const plan = now.plan(action, `g${index}`, answers);
    if (plan.refusals.length > 0) continue;
    const secrets = chosen.flatMap(([{id, secret}]) => (secret ? [[id, answers[id] ?? '']] : []));
    cases.push({answers, plan, secrets: Object.fromEntries(secrets)});
    if (cases.length === wanted) break;
  }
  assert.equal(cases.length, wanted, `only ${cases.length} of ${tries.length} generated wishes can be planned`);
  return cases;
}

function isWhatWasShown(plan: Plan, secrets: Secrets, {argv, files, wouldRun}: Received): void {
  const planned = plan.steps.flatMap(({command}) => (command?.argv[0] === 'cbsd' ? [command.argv.slice(1)] : []));
  assert.deepEqual(argv, planned);
  assert.deepEqual(wouldRun, []);
  const written = plan.steps.flatMap(({file}) => (file ? [file] : []));
  assert.deepEqual(
    files.map(([path]) => path),
    written.map(({path}) => path),
  );
  for (const [index, file] of written.entries()) {
    const whole = shownContent(file.content);
    const [, content = ''] = files[index] ?? [];
    assert.equal(asShown(content, file.content), whole);
    for (const secret of Object.values(secrets)) assert.equal(whole.includes(secret), false);
  }
}
