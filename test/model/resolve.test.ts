import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Answers, Form} from '../../source/model/form.ts';
import {formRefusals, formValues, idleAnswers, liveAnswers, resolveForm} from '../../source/model/resolve.ts';

type Context = {readonly free: string};

const row = {group: 'main', speed: 'basic', help: ''} as const;
const form: Form<Context> = {
  action: 'create-jail',
  title: 'Create a jail',
  groups: [{id: 'main', title: 'Main'}],
  fields: [
    {
      ...row,
      id: 'jname',
      label: 'Name',
      kind: 'jname',
      required: true,
      initial: (_, context) => ({value: context.free, origin: 'next free'}),
    },
    {
      ...row,
      id: 'host_hostname',
      label: 'Host name',
      kind: 'hostname',
      initial: get => ({value: `${get('jname')}.my.domain`, origin: 'CBSD'}),
    },
    {...row, id: 'vnet', label: 'VNET', kind: 'bool', initial: () => ({value: '0', origin: 'CBSD'})},
    {
      ...row,
      id: 'gateway',
      label: 'Gateway',
      kind: 'ip',
      visible: get => get('vnet') === '1',
      initial: () => ({value: '', origin: 'CBSD'}),
      note: value => value && `by ${value}`,
    },
    {
      ...row,
      id: 'profile',
      label: 'Profile',
      kind: 'choice',
      initial: () => ({value: 'default', origin: 'CBSD'}),
      allowed: () => [
        {value: 'default', label: 'Default'},
        {value: 'odd', label: 'Odd', disabled: 'Its skeleton is missing.'},
      ],
    },
    {
      ...row,
      id: 'size',
      label: 'Size',
      kind: 'size',
      free: true,
      allowed: () => [{value: '10g', label: '10g'}],
      initial: () => ({value: '10g', origin: 'profile'}),
      refuse: value => (value === '1b' ? 'Too small: take 1g.' : null),
      warn: value => (value === '9t' ? 'More than there is.' : null),
    },
    {...row, id: 'ring', label: 'Ring', kind: 'text', initial: get => ({value: `${get('rong')}x`, origin: 'CBSD'})},
    {...row, id: 'rong', label: 'Rong', kind: 'text', initial: get => ({value: `${get('ring')}y`, origin: 'CBSD'})},
  ],
};
const resolve = (answers: Record<string, string>) => resolveForm(form, answers, {free: 'jail1'});
const errors = (answers: Record<string, string>) =>
  formRefusals(resolve(answers)).map(each => [each.field, each.reason]);

test('defaults follow other fields and say where they come from', () => {
  const view = resolve({jname: 'web1'});
  assert.equal(formValues(view).get('host_hostname'), 'web1.my.domain');
  assert.deepEqual(resolve({}).fields[0]?.fallback, {value: 'jail1', origin: 'next free'});
  assert.equal(resolve({}).fields[0]?.answered, false);
});

test('fields that ask each other in a circle end with a value', () => {
  const values = formValues(resolve({}));
  assert.equal(typeof values.get('ring'), 'string');
  assert.equal(formValues(resolve({rong: 'r'})).get('ring'), 'rx');
});

test('a hidden field keeps its answer, takes no part and is named as idle', () => {
  const view = resolve({gateway: 'nonsense'});
  assert.equal(view.fields.find(field => field.id === 'gateway')?.value, 'nonsense');
  assert.equal(formValues(view).has('gateway'), false);
  assert.deepEqual(formRefusals(view), []);
  assert.deepEqual(
    idleAnswers(view).map(field => field.id),
    ['gateway'],
  );
  assert.deepEqual(liveAnswers(view, {gateway: 'nonsense', vnet: '0'}), {vnet: '0'});
  assert.deepEqual(
    errors({vnet: '1', gateway: 'nonsense'}).map(each => each[0]),
    ['gateway'],
  );
});

test('what is wrong is said at its field', () => {
  assert.deepEqual(errors({profile: 'odd'}), [['profile', 'Its skeleton is missing.']]);
  assert.deepEqual(errors({profile: 'x'}), [['profile', 'Profile is one of: default.']]);
  assert.deepEqual(errors({size: ''}), [['size', 'Size needs a value; its default is 10g.']]);
  assert.deepEqual(errors({size: '1b'}), [['size', 'Too small: take 1g.']]);
  assert.deepEqual(errors({size: '20g'}), []);
  assert.deepEqual(
    errors({jname: ''}).map(each => each[0]),
    ['jname'],
  );
  assert.deepEqual(
    errors({vnet: 'yes'}).map(each => each[0]),
    ['vnet'],
  );
});

test('an unknown field is named as it was typed, even one that every object has', () => {
  assert.deepEqual(
    errors({ver1: '1'}).map(each => each[0]),
    ['ver1'],
  );
  const named = (answers: Answers) => resolve(answers).unknown.map(({id}) => id);
  assert.deepEqual(named({constructor: 'x'}), ['constructor']);
  assert.deepEqual(named({['__proto__']: 'x'}), ['__proto__']);
  const [told] = resolveForm({...form, absent: {other: 'Not here.'}}, {constructor: 'x'}, {free: 'jail1'}).unknown;
  assert.match(told?.reason ?? '', /There is no field constructor/);
});

test('warnings and notes stand beside valid values only', () => {
  const at = (answers: Record<string, string>, id: string) => resolve(answers).fields.find(field => field.id === id);
  assert.equal(at({size: '9t'}, 'size')?.warning, 'More than there is.');
  assert.equal(at({vnet: '1', gateway: '10.0.0.1'}, 'gateway')?.note, 'by 10.0.0.1');
  assert.equal(at({vnet: '1', gateway: 'x'}, 'gateway')?.note, null);
});
