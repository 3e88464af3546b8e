import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {calmSetup} from '../../../../source/actions/calm-setup.ts';
import type {Session} from '../../../../source/actions/session.ts';
import {readAnswers, saveAnswers} from '../../../../source/commands/answers.ts';
import {setupForm} from '../../../../source/drivers/cbsd/setup/form.ts';
import {planSetup} from '../../../../source/drivers/cbsd/setup/plan.ts';
import type {Answers} from '../../../../source/model/form.ts';
import {resolveForm} from '../../../../source/model/resolve.ts';
import {blank, facts} from './told.ts';

const form = (answers: Answers, of = facts()) => resolveForm(setupForm, answers, of);

test('Without its firewall a set-up is whole, asks nobody to confirm it, and says that guests do not get out', () => {
  const session = {
    plan: (_: string, __: string, answers: Answers) => planSetup(answers, facts()),
  } as unknown as Session;
  for (const typed of [{}, {natip: '192.0.2.10'}]) {
    const calm = calmSetup(typed, session);
    assert.deepEqual([calm.refusals, calm.guard], [[], undefined]);
    assert.match(calm.warnings.join('\n'), /NAT is off: guests do not get out/);
    const whole = planSetup(typed, facts()).steps.map(({title}) => title);
    assert.deepEqual(
      whole.filter(title => !calm.steps.some(step => step.title === title)),
      ['Turn NAT on, for now', 'Keep NAT for every start', 'Load it as CBSD will'],
    );
  }
});

test('Saved answers give the next host the same plan, and leave to it what nobody has answered', async t => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'answers-')), 'host.yaml');
  t.after(() => rmSync(path.dirname(file), {recursive: true}));
  const answers = {
    base: '0',
    jnameserver: '9.9.9.9',
    nodedescr: 'rack: 4 # north',
    parallel: '0',
    confirm_network: 'none',
  };
  await saveAnswers(file, answers, form(answers), true);
  const again = await readAnswers(file);
  assert.deepEqual(again, answers);
  assert.equal(planSetup(again, facts()).fingerprint, planSetup(answers, facts()).fingerprint);
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const {id} of form(answers).fields.filter(({visible}) => visible))
    assert.ok(
      lines.some(line => line.startsWith(id in answers ? `${id}: ` : `# ${id}: `)),
      id,
    );
  const next = facts(blank.replaceAll('192.0.2.', '198.51.100.'));
  assert.equal(form(again, next).fields.find(({id}) => id === 'nodeip')?.value, '198.51.100.10');
});
