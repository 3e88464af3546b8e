import assert from 'node:assert/strict';
import {test} from 'node:test';
import {shellLine} from '../../source/text/quote.ts';
import {planText} from '../../source/ui/screens/plan/lines.ts';
import {commandsOf} from '../../source/ui/screens/plan/state.ts';
import {at, drive} from './drive.ts';
import {fakePlan} from './fake-plans.ts';
import {fakeSession} from './fake-session.ts';

const plan = fakePlan('create-jail', 'www1', {user_pw_root: 'set'});
const text = (width: number, isUnfolded = false): string =>
  planText(plan, width, isUnfolded)
    .map(row => row.text)
    .join('\n');

/** The rows of a command put together again. */
const joined = (width: number): string => text(width).replaceAll(/ *\n {4,6}/g, ' ');

test('every command of a plan is shown as it will be run, however narrow the terminal', () => {
  for (const width of [200, 80, 60]) {
    for (const {command} of plan.steps) {
      if (command) assert.ok(joined(width).includes(shellLine(command.argv)), `${width}`);
    }
  }
});

test('a file is shown with its mode and its secrets by name', () => {
  assert.match(text(80), /write \/usr\/jails\/tmp\/www1\.jconf \(mode 0600\)/);
  assert.match(text(80), /user_pw_root='<secret:user_pw_root:crypt>'/);
});

test('a long file is folded until it is unfolded', () => {
  const content = Array.from({length: 80}, (_, index) => `key${index}='1';`).join('\n');
  const [first] = plan.steps;
  assert.ok(first);
  const long = {...plan, steps: [{...first, file: {path: '/a', mode: 0o600, content: [content]}}]};
  const folded = planText(long, 80, false).map(row => row.text);
  assert.ok(folded.some(row => row.includes('and 77 more lines, f shows them')));
  assert.equal(
    folded.some(row => row.includes('key79')),
    false,
  );
  assert.ok(planText(long, 80, true).some(row => row.text.includes("key79='1';")));
});

test('a plan says what is undone how, and what is not', () => {
  assert.match(text(120), /undo: \/usr\/local\/bin\/cbsd jremove www1/);
  const [, second] = plan.steps;
  assert.ok(second);
  const rows = planText({...plan, steps: [{...second, undo: null}]}, 120, false);
  assert.ok(rows.some(row => row.text.includes('no undo')));
});

test('what is copied are the commands alone, one on each line', () => {
  assert.deepEqual(commandsOf(plan).split('\n'), [
    '# writes /usr/jails/tmp/www1.jconf',
    '/usr/local/bin/cbsd jcreate jconf=/usr/jails/tmp/www1.jconf inter=0',
    '/usr/local/bin/cbsd jstart jname=www1 inter=0',
  ]);
});

test('what destroys data asks for its name, and takes nothing but its name', () => {
  const fake = fakeSession();
  const driven = drive(fake.session);
  driven.type('d');
  const {plan} = at(driven, 'plan');
  assert.equal(plan.action, 'destroy');
  driven.type('\r');
  assert.equal(at(driven, 'plan').typed, '');
  driven.type(`${plan.target.slice(0, -1)}\r`);
  assert.equal(driven.flash(), `Not run: that is not ${plan.target}`);
  assert.equal(fake.started.length, 0);
  driven.type(`${plan.target.slice(-1)}\r`);
  assert.equal(fake.started.length, 1);
  driven.close();
});
