import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Session} from '../../source/actions/session.ts';
import {actions, actsOnGuest} from '../../source/actions/table.ts';
import type {Face} from '../../source/commands/face.ts';
import {menuOf} from '../../source/commands/linear/menu.ts';
import {linear} from '../../source/commands/linear.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {EndOfInput, type Questions} from '../../source/commands/questions.ts';
import type {JobRequest} from '../../source/jobs/store.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {practiceSession} from '../helpers/practice-session.ts';

const cleaning: (() => void)[] = [];
let host: PracticeHost;
let session: Session;
let asked: readonly JobRequest[];

before(async () => {
  host = practiceHost({after: (clean: () => void) => void cleaning.push(clean)});
  const read = await practiceSession(host.world);
  asked = read.asked;
  session = {...read.session, refresh: async () => {}}; // its host does not change: nothing that is asked is run
});
after(() => {
  for (const clean of cleaning) clean();
});

/** What stands on the terminal after these answers, each behind its question; the questions end with the answers. */
async function talk(...answers: readonly string[]): Promise<string> {
  const said: string[] = [];
  const left = [...answers];
  const ask = async (question: string): Promise<string> => {
    const answer = left.shift();
    if (answer === undefined) throw new EndOfInput();
    said.push(question + answer);
    return answer;
  };
  const questions: Questions = {ask, askSecret: ask, aside: task => task(), close() {}};
  const print = (text: string): void => void said.push(text);
  const face: Face = {
    options: parseOptions(['--no-wait']),
    json: false,
    practice: true,
    confirm: null,
    print,
    note: print,
    document: () => {},
  };
  assert.equal(await linear(session, face, questions), 0);
  return said.join('\n');
}

const number = (title: string): string => {
  const index = menuOf(session).findIndex(line => line.title === title);
  assert.ok(index >= 0, `${title} is in the menu`);
  return `${index + 1}`;
};

/** The plans that were run since. */
const since = (count: number) => asked.slice(count).map(({plan}) => `${plan.action} ${plan.target}`);

test('every action on a guest is a line of the menu', () => {
  const words = actions
    .filter(actsOnGuest)
    .flatMap(row => (row.enters ? ['log in'] : (row.plans ?? Object.values(row.plansBy ?? {}))));
  for (const word of words.flat())
    assert.ok(
      menuOf(session).some(({title}) => title.toLowerCase().startsWith(word)),
      word,
    );
});

test('a jail is made by Enter on every question, and the defaults tell where they are from', async () => {
  const count = asked.length;
  const text = await talk(number('Create a jail'), '', 'www1', '', '', '', '', 'y', 'q');
  assert.match(text, /Name \[jail1, next free\]: www1\n/);
  assert.match(text, /Create jail www1 at 10\.0\.0\.\d+ and start it\n( +note: .*\n)* +1\. /);
  assert.match(text, /w writes it as a script instead\.\nRun it\? \[y\/N\] y\nJob job0000\d was started/);
  assert.deepEqual(since(count), ['create-jail www1']);
});

test('a VM is made from a system that is found by a part of its name', async () => {
  const count = asked.length;
  const text = await talk(number('Create a VM'), 'no such system', 'debian', '1', ...Array<string>(30).fill(''), 'q');
  assert.match(text, /Debian/);
  assert.deepEqual(since(count), []);
});

test('several guests are started by one plan', async () => {
  const count = asked.length;
  const text = await talk(number('Start a guest'), 'web1 db1', 'y', 'q');
  assert.match(text, /Start jail web1[\s\S]*Start jail db1/);
  assert.deepEqual(since(count), ['start web1,db1']);
});

test('what cannot be done says why, and the menu comes again', async () => {
  const count = asked.length;
  const text = await talk(number('Stop a guest'), 'web1', number('Start a guest'), 'nope', 'nine', 'q');
  assert.match(text, /web1 is stopped already/);
  assert.match(text, /There is no guest nope/);
  assert.match(text, /There is no nine in the list/);
  assert.deepEqual(since(count), []);
});

test('a guest is removed only when its name was typed', async () => {
  const count = asked.length;
  const text = await talk(number('Destroy a guest'), 'db1', 'y', number('Destroy a guest'), 'db1', 'db1', 'q');
  assert.match(text, /This cannot be taken back\. Type db1 to run it: y\nNot run: that is not db1/);
  assert.deepEqual(since(count), ['destroy db1']);
});

test('an action with a form asks its form', async () => {
  const count = asked.length;
  const text = await talk(number('Clone a guest'), 'web1', 'web2', ...Array<string>(12).fill(''), 'q');
  assert.match(text, /: web2\n/);
  assert.match(text, /web1[\s\S]*web2/);
  assert.deepEqual(since(count), []);
});

test('a login asks for its guest and says why it cannot be', async () => {
  assert.match(await talk(number('Log in to a guest'), 'web1', 'q'), /web1 \(stopped\) is not running: start it first/);
});

test('every command of the command line can be given, with its options, and asks before it changes', async () => {
  const count = asked.length;
  const other = number('Any other command, as the command line takes it (help lists them)');
  const text = await talk(other, 'stop web1 --dry-run', other, 'start app1', 'n', other, 'show db1', other, 'fly', 'q');
  assert.match(text, /web1 is stopped already/);
  assert.match(text, /Start jail app1[\s\S]*Run it\? \[y\/N\] n/);
  assert.match(text, /name: db1/);
  assert.match(text, /There is no command fly/);
  assert.deepEqual(since(count), []);
});
