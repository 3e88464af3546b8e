import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {FieldView} from '../../source/model/form.ts';
import {fromFile, toFile} from '../../source/ui/edited-text.ts';
import {footerRows} from '../../source/ui/keymap.ts';
import {groundOf} from '../../source/ui/press.ts';
import {until} from '../helpers/until.ts';
import {at, drive} from './drive.ts';
import {fakeSession} from './fake-session.ts';

test('w writes the plan as a script and says where', async () => {
  const driven = drive(fakeSession().session);
  driven.type('js');
  driven.type('w');
  await until('it is written', () => driven.flash() !== '');
  assert.deepEqual(driven.asked, ['save Start db1']);
  assert.equal(driven.flash(), 'Written: /home/op/plan.sh');
});

test('a refused plan is neither offered to be run nor written as a script', () => {
  const driven = drive(fakeSession().session);
  driven.type('c\rweb1\u0010');
  const offered = footerRows(groundOf(driven.front(), driven.app.snapshot().world)).map(({id}) => id);
  assert.ok(!offered.includes('run') && offered.includes('help'), offered.join());
  driven.type('w');
  assert.deepEqual(driven.asked, []);
  assert.match(driven.flash(), /web1 is the name of a jail already/);
});

test('l hands the terminal over, once for each key', () => {
  const driven = drive(fakeSession().session);
  driven.type('jl');
  assert.deepEqual(driven.asked, ['away']);
});

test('a door that does not open says why, and the terminal is kept', () => {
  const fake = fakeSession();
  const closed = {
    field: null,
    code: 'wrong-state',
    reason: 'db1 is not running: start it first.',
    owner: 'db1',
  } as const;
  const driven = drive({...fake.session, login: () => closed});
  driven.type('jl');
  assert.equal(driven.flash(), closed.reason);
  assert.deepEqual(driven.asked, []);
});

test('v reads a plan in the pager, and Ctrl-E writes a text field in the editor', () => {
  const driven = drive(fakeSession().session);
  driven.type('c\r\u0005');
  assert.deepEqual(driven.asked, ['away']);
  driven.type('\u0010v');
  assert.deepEqual(driven.asked, ['away', 'away']);
});

test('a secret and a switch are never written to a file', () => {
  const driven = drive(fakeSession().session);
  driven.type('c\r\u0001');
  const {form} = at(driven, 'form');
  for (const {id, kind, secret} of form.fields.filter(field => field.visible)) {
    if (!secret && kind !== 'bool') continue;
    driven.type(`\u0006${id}\r\u0005`);
    assert.match(driven.flash(), secret ? /is a secret/ : /is chosen, not written/, id);
  }
  assert.deepEqual(driven.asked, []);
});

const field: FieldView = {
  id: 'pkglist',
  label: 'Packages',
  help: 'Installed at once',
  kind: 'package-list',
  group: '',
  speed: 'all',
  secret: false,
  required: false,
  visible: true,
  value: '',
  fallback: {value: '', origin: ''},
  answered: false,
  allowed: null,
  free: false,
  error: null,
  warning: null,
  note: null,
};

test('a list stands in its file an entry to a line, what is wrong above it, and comes back as it was', () => {
  const text = toFile(field, 'nginx www/node22', 'no such thing');
  assert.match(text, /^#: Packages: Installed at once\n#: NOT VALID: no such thing\n/);
  assert.match(text, /\nnginx\nwww\/node22\n$/);
  assert.equal(fromFile(field, text), 'nginx www/node22');
  assert.equal(fromFile({...field, kind: 'ip-list'}, '10.0.0.1/24\r\n\r\n10.0.0.2/24\n'), '10.0.0.1/24,10.0.0.2/24');
  assert.equal(fromFile({...field, kind: 'text'}, 'two\nlines\n'), 'two lines');
});
