import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planSetup} from '../../../../source/drivers/cbsd/setup/plan.ts';
import type {Answers} from '../../../../source/model/form.ts';
import {facts, nodeTold} from './told.ts';

const plan = (text: string, answers: Answers = {}) => planSetup({base: '0', ...answers}, facts(text));
const titles = (text: string, answers?: Answers) => plan(text, answers).steps.map(({title}) => title);
const reasons = (text: string, answers?: Answers) => plan(text, answers).refusals.map(({reason}) => reason);
const commands = (text: string, answers: Answers) =>
  plan(text, answers).steps.map(({command}) => command?.argv.join(' ') ?? '');

test('A whole node has nothing to do, whatever its NAT is by', () => {
  const old = nodeTold({nat_enable: 'ipfw'});
  for (const text of [nodeTold(), nodeTold({natip: 'auto'}), old])
    assert.deepEqual([titles(text), reasons(text)], [[], []]);
  assert.match(reasons(nodeTold(), {nat_enable: 'ipfw'})[0] ?? '', /NAT is one of: pf, 0/);
});

test('A node of an older CBSD is brought up by initenv, which asks nothing, and is told what the new one changed', () => {
  const older = nodeTold({}, {version: '13.2.0'});
  assert.deepEqual(titles(older).slice(0, 1), ['Bring /usr/jails from CBSD 13.2.0 to 14.1.3a']);
  const [step] = plan(older).steps;
  assert.deepEqual(
    [step?.command?.argv, step?.command?.env, step?.check?.id],
    [['cbsd', 'initenv'], {NOINTER: '1', NOCOLOR: '1'}, 'node-ready'],
  );
  assert.match(plan(older).warnings.join('\n'), /new since 14\.0: forwards know who may come in/);
});

test('A node of a newer CBSD is not taken back, and is told the way out', () => {
  assert.match(reasons(nodeTold({}, {version: '15.0.9'}))[0] ?? '', /install CBSD 15\.0\.9 again/);
  assert.deepEqual(reasons(nodeTold({}, {version: '14.1.3'})), [], 'a letter makes no version newer');
});

test('A node that lost what initenv wrote gets it again', () => {
  assert.equal(titles(nodeTold({}, {parts: 'nodename'}))[0], 'Make cmd.subr of /usr/jails again');
});

test('A set-up gives a node no other name, and says who does', () => {
  assert.match(reasons(nodeTold(), {nodename: 'other'})[0] ?? '', /no other name: cbsd initenv-tui does/);
});

test('Another address of the NAT is loaded before it is kept, beside the forwards that are there, and goes back to the old one', () => {
  const forward = 'rdr on em0 inet proto tcp from any to 192.0.2.10 port = 8080 -> 10.0.0.11 port 80';
  const nat = 'nat on em0 from 10.0.0.0/8 to ! 10.0.0.0/8 -> 192.0.2.10';
  const two = nodeTold(
    {},
    {
      interfaces: 'em0: flags=8863\n\tinet 192.0.2.10 netmask 0xffffff00\n\tinet 192.0.2.11 netmask 0xffffff00',
      'pf-nat': `${nat}\n${forward}`,
    },
  );
  const {steps, guard} = plan(two, {natip: '192.0.2.11'});
  assert.deepEqual(
    [guard?.first, steps.map(({title}) => title).slice(0, 2)],
    [0, ['Turn NAT on, for now', 'Keep NAT for every start']],
  );
  const live = String(steps[0]?.command?.stdin);
  assert.match(live, /-> 192\.0\.2\.11\n/);
  assert.ok(live.includes(forward), live);
  assert.deepEqual(steps[1]?.undo?.[0]?.argv, ['cbsd', 'natcfg', 'fw_new=pf', 'natip_new=192.0.2.10']);
});

test('Rules of the operator’s own are not replaced on a node either', () => {
  const own = {'pf-rules': 'block drop in on em0', 'pf-nat': ''};
  const off = nodeTold({nat_enable: '0'}, own);
  assert.deepEqual(titles(off), []);
  assert.match(reasons(off, {nat_enable: 'pf'})[0] ?? '', /pf holds 1 rules, and CBSD's NAT would replace them all/);
  const stored = plan(nodeTold({}, own));
  assert.deepEqual(stored.steps, []);
  assert.match(stored.warnings.join('\n'), /NAT is in CBSD's settings and stays out of pf: pf holds 1 rules/);
});

test('A setting of a node is changed in its database and its file, and nothing else', () => {
  const changed = commands(nodeTold({parallel: '5'}), {parallel: '0', nodedescr: 'rack 4'});
  assert.equal(changed.filter(argv => / parallel 0$/.test(argv)).length, 1);
  assert.equal(changed.filter(argv => / nodedescr rack 4$/.test(argv)).length, 1);
  assert.equal(changed.length, 3, 'and the look at the end');
});
