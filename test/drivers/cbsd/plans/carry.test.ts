import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {jailForm} from '../../../../source/drivers/cbsd/forms/jail.ts';
import {vmForm} from '../../../../source/drivers/cbsd/forms/vm.ts';
import {planCreateJail} from '../../../../source/drivers/cbsd/plans/create-jail.ts';
import {planCreateVm} from '../../../../source/drivers/cbsd/plans/create-vm.ts';
import {shownContent} from '../../../../source/model/command.ts';
import type {Answers} from '../../../../source/model/form.ts';
import type {Plan} from '../../../../source/model/plan.ts';
import {anyText} from '../../../helpers/any-text.ts';
import {context, key} from '../bench.ts';
import {sourced} from '../sourced.ts';

const values = fc.oneof(
  anyText({maxLength: 12}),
  fc.string({maxLength: 12}),
  fc.constantFrom(
    '',
    '0',
    '1',
    '10',
    '10g',
    '2.5g',
    '512',
    'DHCP',
    'dhcp',
    'REALDHCP',
    '10.0.0.9',
    '10.0.0.9/24',
    '2001:db8::9/64',
    'a',
    'web1',
    'native',
    '14.1',
    'empty',
    'auto',
    '/bin/sh',
    '/etc/../x',
    'zroot/a@b',
    'restart',
    'none',
    '~',
    '$HOME',
    '$(id)',
    '`id`',
    "a'b",
    'a"b',
    'a\\b',
    'a|b',
    'a b',
    '*',
    ';',
    '&',
    ':',
    '%s',
    '#',
    '-n',
    '--',
    'a=b',
    '\n',
    '\u0000',
    '\ud800',
    'a b c',
    key,
    'x'.repeat(300),
    'constructor',
    '__proto__',
    '00:a0:98:12:34:56',
    'web,db',
    'medium1',
    'private',
    'linux',
    'cloud-Debian-x86-12',
    'FreeBSD-x64-14.1',
    'vnet',
  ),
);

const rich = context({}, {zfs: true});
const plainWord = /^[A-Za-z0-9_=.,:@%/+#-]+$/;

/** Where a field stands in the file when its name is not the key; null: it is no setting. */
const keys: Readonly<Record<string, string | null>> = {
  ...{start: null, profile: 'jail_profile', vm_package: null, zfs_encryption: null},
  ...{user_gecos: 'user_gecos_alice', user_member_groups: 'user_member_groups_alice', user_shell: 'user_shell_alice'},
  ...{ci_user_gecos: 'ci_user_gecos_freebsd', ci_user_home: 'ci_user_home_freebsd'},
  ...{ci_user_shell: 'ci_user_shell_freebsd', ci_user_member_groups: 'ci_user_member_groups_freebsd'},
};

const bare = (list: string | undefined): string | undefined => list?.replace(/\/\d+/g, '');

/** Words that the plan turns into what they stand for. */
const isWord = (field: string, value: string): boolean =>
  /^DHCP(v6)?$/.test(value) || (field === 'ci_gw4' && /^(auto|0)$/.test(value));

function arrives(plan: Plan, field: string, value: string): void {
  for (const {command} of plan.steps)
    if (command?.argv[0] === 'cbsd') for (const each of command.argv) assert.match(each, plainWord);
  const file = plan.steps.find(step => step.file)?.file;
  assert.ok(file);
  const stored = sourced(shownContent(file.content));
  const key = field in keys ? keys[field] : field;
  if (typeof key !== 'string' || value === '' || isWord(field, value)) return;
  if (/^(ci_)?ip4_addr2?$/.test(field)) assert.equal(bare(stored.get(key)), bare(value));
  else assert.equal(stored.get(key), value, field);
}

function everyField(name: string, form: typeof jailForm, plan: (answers: Answers) => Plan, base: Answers): void {
  test(`${name}: any text in any field is refused by its name or arrives unchanged`, () => {
    const open = form.fields.filter(field => !field.secret);
    fc.assert(
      fc.property(fc.constantFrom(...open), values, ({id}, value) => {
        const made = plan({...base, [id]: value});
        if (made.steps.length > 0) arrives(made, id, value);
        else
          assert.ok(made.refusals.length > 0 && made.refusals.every(each => each.field !== null && each.reason !== ''));
      }),
      {numRuns: 400},
    );
  });

  test(`${name}: the value of a secret is nowhere in its plan`, () => {
    const secrets = form.fields.filter(field => field.secret).map(field => field.id);
    assert.ok(secrets.length > 1);
    const made = plan({...base, ...Object.fromEntries(secrets.map(id => [id, 'Canary7x']))});
    assert.deepEqual(made.refusals, []);
    assert.doesNotMatch(JSON.stringify(made), /Canary7x/);
    assert.deepEqual([...(made.steps.find(step => step.file)?.secrets ?? [])].sort(), [...secrets].sort());
  });
}

everyField('a jail', jailForm, answers => planCreateJail(answers, rich), {
  jname: 'jail7',
  user_add: 'alice',
  vnet: '1',
});
everyField('a VM', vmForm, answers => planCreateVm(answers, rich), {jname: 'vm1', interface2: 'em0', soundhw: 'hda'});

test('generated answers always give a plan or refusals that name fields', () => {
  const answers = (form: typeof jailForm) =>
    fc.dictionary(fc.oneof(fc.constantFrom(...form.fields.map(field => field.id)), fc.string({maxLength: 4})), values, {
      maxKeys: 6,
    });
  const check = (plan: Plan): void => {
    assert.match(plan.fingerprint, /^[0-9a-f]{64}$/);
    assert.ok(plan.steps.length > 0 || plan.refusals.some(refusal => refusal.field !== null), JSON.stringify(plan));
    const file = plan.steps.find(step => step.file)?.file;
    if (file) sourced(shownContent(file.content));
  };
  fc.assert(
    fc.property(answers(jailForm), each => check(planCreateJail(each, rich))),
    {numRuns: 60},
  );
  fc.assert(
    fc.property(answers(vmForm), each => check(planCreateVm(each, rich))),
    {numRuns: 60},
  );
});

test('same host and answers, same plan, byte for byte', () => {
  const answers = {jname: 'a', user_pw_root: 'correct horse'};
  assert.equal(JSON.stringify(planCreateJail(answers, rich)), JSON.stringify(planCreateJail({...answers}, {...rich})));
});
