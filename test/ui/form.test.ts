import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hasDraft, openForm} from '../../source/ui/screens/form/open.ts';
import {at, drive} from './drive.ts';
import {fakeSession} from './fake-session.ts';

const enter = '\r';
const esc = '\u001b';
const down = '\u001b[B';
const ctrlA = '\u0001';
const ctrlD = '\u0004';
const ctrlF = '\u0006';
const ctrlP = '\u0010';
const ctrlR = '\u0012';
const ctrlU = '\u0015';

const openJail = `c${enter}`;
const openVm = `cj${enter}`;

function jail() {
  const fake = fakeSession();
  const driven = drive(fake.session);
  driven.type(openJail);
  const value = (id: string) => at(driven, 'form').form.fields.find(field => field.id === id)?.value;
  return {...driven, driven, fake, form: () => at(driven, 'form'), value};
}

test('a form is accepted by Enter alone, and the plan is of the defaults', () => {
  const {driven, type} = jail();
  type(enter.repeat(6));
  assert.equal(at(driven, 'plan').plan.title, 'Create jail www1 at 10.0.0.14 and start it');
});

test('typing replaces a default, and goes on where an answer stands', () => {
  const {type, value} = jail();
  type('shop');
  assert.equal(value('jname'), 'shop');
  type(`${down}${esc}[A`);
  type('2');
  assert.equal(value('jname'), 'shop2');
});

test('Backspace takes a default up for editing', () => {
  const {type, value} = jail();
  type('\u007f9');
  assert.equal(value('jname'), 'www9');
});

test('the caret moves within the text and edits there', () => {
  const {type, value} = jail();
  type(`shop${esc}[D${esc}[D-`);
  assert.equal(value('jname'), 'sh-op');
  type(`${esc}[H${esc}[3~`);
  assert.equal(value('jname'), 'h-op');
  type(`${esc}[Fs\u0017`);
  assert.equal(value('jname'), '');
});

test('a wrong value is told at its field as it is typed, and Enter does not pass it', () => {
  const {type, form, flash} = jail();
  type('1x');
  assert.match(form().form.fields[0]?.error ?? '', /a letter first/);
  type(enter);
  assert.equal(form().cursor, 'jname');
  assert.match(flash(), /^Name: letters and digits only/);
  type(`${ctrlU}web9${enter}`);
  assert.equal(form().cursor, 'ver');
});

test('the plan is not shown past an error, wherever it is: the cursor goes there', () => {
  const {type, form, flash} = jail();
  type(`1x${down.repeat(5)}${enter}`);
  assert.equal(form().cursor, 'jname');
  assert.match(flash(), /^Name:/);
});

test('a burst with Enter in it fills one field after the other', () => {
  const {type, value} = jail();
  type(`shop${enter}13.4${enter}10.0.0.9${enter}`);
  assert.deepEqual([value('jname'), value('ver'), value('ip4_addr')], ['shop', '13.4', '10.0.0.9']);
});

test('a paste is text: its line breaks run nothing, and nothing of it is lost', () => {
  const {type, form, value} = jail();
  type(`${down}${down}${ctrlU}${esc}[200~10.0.0.7\n10.0.0.8\r\n${esc}[201~`);
  assert.equal(value('ip4_addr'), '10.0.0.7 10.0.0.8');
  assert.equal(form().cursor, 'ip4_addr');
});

test('a yes/no field is switched by Space, y and n', () => {
  const {type, value} = jail();
  type(down.repeat(3));
  type(' ');
  assert.equal(value('astart'), '0');
  type('y');
  assert.equal(value('astart'), '1');
  type('n');
  assert.equal(value('astart'), '0');
});

test('the default comes back by Ctrl-D, and the field is no longer an answer', () => {
  const {type, form, value} = jail();
  type(`shop${ctrlD}`);
  assert.equal(value('jname'), 'www1');
  assert.deepEqual(form().answers, {});
});

test('all fields are one key away and the cursor stays where it was', () => {
  const {type, form} = jail();
  type(`${down}${ctrlA}`);
  assert.equal(form().speed, 'all');
  assert.equal(form().cursor, 'ver');
  type(ctrlA);
  assert.equal(form().speed, 'basic');
  assert.equal(form().cursor, 'ver');
});

test('a field is found by a word of its name or its help, and opened among all the others', () => {
  const {type, form} = jail();
  type(`${ctrlF}login`);
  assert.equal(form().cursor, 'user_pw_root');
  type(enter);
  assert.deepEqual([form().find, form().speed, form().cursor], [null, 'all', 'user_pw_root']);
});

test('Esc leaves the search, then the form, and never the program', () => {
  const {type, form, depth, asked} = jail();
  type(`${ctrlF}pack${esc}`);
  assert.equal(form().find, null);
  type(esc);
  assert.equal(depth(), 1);
  type(esc);
  assert.equal(depth(), 1);
  assert.deepEqual(asked, []);
});

test('going back loses no answer: the form opens with them again, and says so', () => {
  const {type, value, flash} = jail();
  type(`shop${enter}${esc}`);
  type(openJail);
  assert.equal(value('jname'), 'shop');
  assert.match(flash(), /unfinished answers are back/);
  type(ctrlR);
  assert.equal(value('jname'), 'www1');
});

test('answers that were given with the form are not called unfinished ones', () => {
  const {session} = fakeSession();
  const world = {form: session.form, plan: session.plan, draft: () => ({jname: 'shop'})};
  const [left, given] = [openForm('create-jail', '', world), openForm('create-jail', '', world, {jname: 'like'})];
  assert.deepEqual(
    [left, given].map(screen => 'place' in screen && screen.place === 'form' && hasDraft(screen)),
    [true, false],
  );
});

test('back from the plan the form is as it was', () => {
  const {type, form, value} = jail();
  type(`shop${enter}${ctrlP}${esc}`);
  assert.equal(value('jname'), 'shop');
  assert.equal(form().cursor, 'ver');
});

test('a secret goes to the job by itself and is in no draft', async () => {
  const {type, fake, driven} = jail();
  type(`${ctrlF}password${enter}hunter2${ctrlP}`);
  assert.equal(JSON.stringify(at(driven, 'plan').plan).includes('hunter2'), false);
  assert.equal(JSON.stringify([...fake.drafts]).includes('hunter2'), false);
  type(enter);
  await Promise.resolve();
  assert.deepEqual(fake.started[0]?.secrets, {user_pw_root: 'hunter2'});
});

test('typing on a list looks for what is typed, and Enter takes the row', () => {
  const fake = fakeSession();
  const driven = drive(fake.session);
  driven.type(`${openVm}${enter}debian 12`);
  assert.equal(at(driven, 'form').picker?.filter, 'debian 12');
  driven.type(enter);
  assert.equal(at(driven, 'form').answers.vm_os_profile, 'cloud-Debian-x86-12');
  assert.equal(at(driven, 'form').picker, null);
});

test('a row that cannot be had tells its reason and is not taken', () => {
  const driven = drive(fakeSession().session);
  driven.type(`${openVm}${enter}proxmox${enter}`);
  assert.match(driven.flash(), /bcreate would not find it/);
  assert.notEqual(at(driven, 'form').picker, null);
  driven.type(esc);
  assert.equal(at(driven, 'form').answers.vm_os_profile, undefined);
});

test('a list with free text takes what was typed as it is', () => {
  const {type, value} = jail();
  type(`${down}\u000f12.4${enter}`);
  assert.equal(value('ver'), '12.4');
});

test('a list of several is marked by Space, searched by typing, and takes names that are in no list', () => {
  const {type, value, driven} = jail();
  const ctrlO = '\u000f';
  type(`\u0006pkglist${enter}${ctrlO}`);
  type(`git${enter}nginx www/node22${enter}`);
  assert.equal(value('pkglist'), 'git nginx www/node22');
  assert.notEqual(at(driven, 'form').picker, null, 'it stays open until nothing more is looked for');
  type(`nginx `);
  assert.equal(value('pkglist'), 'git www/node22');
  type(enter);
  assert.equal(at(driven, 'form').picker, null);
  type(`${ctrlO}${esc}`);
  assert.equal(value('pkglist'), 'git www/node22');
});

test('MANUAL stands first on a list that takes other values too, and leads back to the field to type one there', () => {
  const {type, value, driven} = jail();
  type(`${down}\u000fg${esc}`);
  type(`\u000f\u001b[H${enter}`);
  assert.equal(at(driven, 'form').picker, null);
  type('12.4');
  assert.equal(value('ver'), '12.4');
  type(`\u0006pkglist${enter}\u000f \u001b[H${enter}`);
  type('www/node22');
  assert.equal(value('pkglist'), 'nginx www/node22', 'it comes behind what is marked');
});

test('letters that are keys elsewhere are letters in a form', () => {
  const {type, value, asked} = jail();
  type('qj');
  assert.equal(value('jname'), 'qj');
  assert.deepEqual(asked, []);
});
