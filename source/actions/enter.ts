import type {Login} from '../model/login.ts';
import type {Refusal} from '../model/plan.ts';
import {shellLine} from '../text/quote.ts';
import type {Session} from './session.ts';

/** How it was left, in a sentence for the line that follows. */
export type Left = {readonly exitCode: number | null; readonly sentence: string; readonly isOk: boolean};

/**
 * The ritual around every login: what runs, where, and how to come back are on the terminal before it is handed over. The
 * caller has let go of the terminal.
 */
export async function enter(
  login: Login,
  session: Session,
  leave: string,
  write: (text: string) => void,
): Promise<Left> {
  const host = session.host.practice ? `${session.host.name}, everything on it is simulated` : session.host.name;
  write(`\n${login.title} on ${host}\n${leave}\n+ ${shellLine(login.command.argv)}\n`);
  const ended = await session.enter(login);
  if (isRefusal(ended)) return {exitCode: null, sentence: ended.reason, isOk: false};
  const isOk = ended.exitCode === 0;
  const how = ended.exitCode === null ? ended.ending : `ended with ${ended.exitCode}`;
  return {
    exitCode: ended.exitCode,
    isOk,
    sentence: isOk ? `Back from ${login.guest}` : `${shellLine(login.command.argv)}: ${how}`,
  };
}

const isRefusal = (answer: object): answer is Refusal => 'reason' in answer;
