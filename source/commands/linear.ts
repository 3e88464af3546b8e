import type {Session} from '../actions/session.ts';
import {safe} from '../text/safe.ts';
import type {Face} from './face.ts';
import {Failure} from './failure.ts';
import {menuOf} from './linear/menu.ts';
import {EndOfInput, openQuestions} from './questions.ts';

/** The same flows as numbered questions, a line each: nothing is repainted. Ends at `q` or at the end of the input. */
export async function linear(
  session: Session,
  face: Face,
  questions = openQuestions(process.stdin, text => void process.stdout.write(text)),
): Promise<number> {
  await session.refresh();
  const {host} = session;
  const menu = menuOf(session);
  face.print(
    `construct-tui on ${host.name} (${[host.platform, host.version].filter(Boolean).join(' ')})${host.practice ? ', simulated' : ''}`,
  );
  const list = () => face.print(menu.map(({title}, index) => `${index + 1}. ${title}`).join('\n'));
  try {
    list(); // once: whoever has it read aloud hears two dozen lines
    for (;;) {
      const choice = (await questions.ask('Number (Enter lists them), or q to leave: ')).trim();
      if (choice === 'q') return 0;
      if (choice === '') {
        list();
        continue;
      }
      const line = menu[Number(choice) - 1];
      if (line) await line.run({questions, session, face}).catch(error => tell(error, face));
      else face.print(`There is no ${safe(choice)} in the list`);
    }
  } catch (error) {
    if (error instanceof EndOfInput) return 0;
    throw error;
  } finally {
    questions.close();
  }
}

function tell(error: unknown, face: Face): void {
  if (!(error instanceof Failure)) throw error;
  face.print([error.message, error.hint].filter(Boolean).join('\n  '));
}
