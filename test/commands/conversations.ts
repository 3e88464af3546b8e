import assert from 'node:assert/strict';
import {after, before} from 'node:test';
import type {Session} from '../../source/actions/session.ts';
import type {Face} from '../../source/commands/face.ts';
import {menuOf} from '../../source/commands/linear/menu.ts';
import {linear} from '../../source/commands/linear.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {EndOfInput, type Questions} from '../../source/commands/questions.ts';
import type {JobRequest} from '../../source/jobs/store.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import {practiceSession} from '../helpers/practice-session.ts';

/** What stands on the terminal after these answers, each behind its question; the questions end with the answers. */
export async function talkTo(session: Session, answers: readonly string[]): Promise<string> {
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

/** Conversations with a practice host of its own for the tests of a file; `prepare` is done to it before it is read. */
export function conversations(prepare: (host: PracticeHost) => Promise<unknown> = async () => {}) {
  const cleaning: (() => void)[] = [];
  let session: Session;
  let asked: readonly JobRequest[] = [];

  before(async () => {
    const host = practiceHost({after: (clean: () => void) => void cleaning.push(clean)});
    await prepare(host);
    const read = await practiceSession(host.world);
    asked = read.asked;
    session = {...read.session, refresh: async () => {}}; // its host does not change: nothing that is asked is run
  });
  after(() => {
    for (const clean of cleaning) clean();
  });

  const talk = (...answers: readonly string[]) => talkTo(session, answers);
  const titles = (): readonly string[] => menuOf(session).map(({title}) => title);
  return {
    talk,
    titles,
    number(title: string): string {
      const index = titles().indexOf(title);
      assert.ok(index >= 0, `${title} is in the menu`);
      return `${index + 1}`;
    },
    count: () => asked.length,
    /** The plans that were run since. */
    since: (count: number) => asked.slice(count).map(({plan}) => `${plan.action} ${plan.target}`),
  };
}
