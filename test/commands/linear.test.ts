import assert from 'node:assert/strict';
import {test} from 'node:test';
import {actions, actsOnGuest} from '../../source/actions/table.ts';
import {conversations} from './conversations.ts';

const {talk, titles, number, count, since} = conversations();

test('every action on a guest is a line of the menu', () => {
  const words = actions
    .filter(actsOnGuest)
    .flatMap(row => (row.enters ? ['log in'] : (row.plans ?? Object.values(row.plansBy ?? {}))));
  for (const word of words.flat())
    assert.ok(
      titles().some(title => title.toLowerCase().startsWith(word)),
      word,
    );
});

test('the menu is told once, and again by Enter alone', async () => {
  const text = await talk(number('List the guests'), '', number('List the guests'), 'q');
  assert.equal(text.match(/^1\. List the guests$/gm)?.length, 2);
});

test('a jail is made by Enter on every question, and the defaults tell where they are from', async () => {
  const before = count();
  const text = await talk(number('Create a jail'), '', 'www1', '', '', '', '', 'y', 'q');
  assert.match(text, /Name \[jail1, next free\]: www1\n/);
  assert.match(text, /Create jail www1 at 10\.0\.0\.\d+ and start it\n( +note: .*\n)* +1\. /);
  assert.match(text, /w writes it as a script instead\.\nRun it on practice\? \[y\/N\] y\nJob job0000\d was started/);
  assert.deepEqual(since(before), ['create-jail www1']);
});

test('a VM is made from a system that is found by a part of its name', async () => {
  const before = count();
  const text = await talk(number('Create a VM'), 'no such system', 'debian', '1', ...Array<string>(30).fill(''), 'q');
  assert.match(text, /Debian/);
  assert.deepEqual(since(before), []);
});

test('several guests are started by one plan', async () => {
  const before = count();
  const text = await talk(number('Start a guest'), 'web1 db1', 'y', 'q');
  assert.match(text, /Start jail web1[\s\S]*Start jail db1/);
  assert.deepEqual(since(before), ['start web1,db1']);
});

test('what cannot be done says why, and the next number is asked for', async () => {
  const before = count();
  const text = await talk(number('Stop a guest'), 'web1', number('Start a guest'), 'nope', 'nine', 'q');
  assert.match(text, /web1 is stopped already/);
  assert.match(text, /There is no guest nope/);
  assert.match(text, /There is no nine in the list/);
  assert.deepEqual(since(before), []);
});

test('a guest is removed only when its name was typed', async () => {
  const before = count();
  const text = await talk(number('Destroy a guest'), 'db1', 'y', number('Destroy a guest'), 'db1', 'db1', 'q');
  assert.match(text, /This cannot be taken back\. Type db1 to run it on practice: y\nNot run: that is not db1/);
  assert.deepEqual(since(before), ['destroy db1']);
});

test('an action with a form asks its form', async () => {
  const before = count();
  const text = await talk(number('Clone a guest'), 'web1', 'web2', ...Array<string>(12).fill(''), 'q');
  assert.match(text, /: web2\n/);
  assert.match(text, /web1[\s\S]*web2/);
  assert.deepEqual(since(before), []);
});

test('a login asks for its guest and says why it cannot be', async () => {
  assert.match(await talk(number('Log in to a guest'), 'web1', 'q'), /web1 \(stopped\) is not running: start it first/);
});

test('every command of the command line can be given, with its options, and asks before it changes', async () => {
  const before = count();
  const other = number('Any other command, as the command line takes it (help lists them)');
  const text = await talk(other, 'stop web1 --dry-run', other, 'start app1', 'n', other, 'show db1', other, 'fly', 'q');
  assert.match(text, /web1 is stopped already/);
  assert.match(text, /Start jail app1[\s\S]*Run it on practice\? \[y\/N\] n/);
  assert.match(text, /name: db1/);
  assert.match(text, /There is no command fly/);
  assert.deepEqual(since(before), []);
});
