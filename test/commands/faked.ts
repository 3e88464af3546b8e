import type {Session} from '../../source/actions/session.ts';
import type {HeadlessCommand} from '../../source/commands/command.ts';
import type {Face} from '../../source/commands/face.ts';
import {Failure} from '../../source/commands/failure.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {headlessCommands} from '../../source/commands/table.ts';

export type Told = {
  readonly exit: number;
  readonly failure: Failure | null;
  readonly out: string;
  readonly notes: string;
  readonly documents: readonly Readonly<Record<string, unknown>>[];
};

/** Runs a headless command in this process and tells all that it said. `asked` hears what it wants confirmed. */
export async function tell(
  session: Session,
  args: readonly string[],
  answer: boolean | null = null,
  asked: (question: string) => void = () => {},
): Promise<Told> {
  const out: string[] = [];
  const notes: string[] = [];
  const documents: Readonly<Record<string, unknown>>[] = [];
  const said = (exit: number, failure: Failure | null): Told => ({
    exit,
    failure,
    out: out.join('\n'),
    notes: notes.join('\n'),
    documents,
  });
  try {
    const options = parseOptions(args);
    const face: Face = {
      options,
      json: options.flag('json'),
      practice: true,
      confirm:
        answer === null
          ? null
          : async question => {
              asked(question);
              return answer;
            },
      print: text => void out.push(text),
      note: text => void notes.push(text),
      document: content => void documents.push(content),
    };
    const command = commandOf(options.words);
    return said(await command.run(options.words.slice(command.words.length), session, face), null);
  } catch (error) {
    if (error instanceof Failure) return said(error.exit, error);
    throw error;
  }
}

function commandOf(words: readonly string[]): HeadlessCommand {
  const found = headlessCommands.find(row => row.words.every((word, index) => words[index] === word));
  if (!found) throw new Error(`no command ${words.join(' ')}`);
  return found;
}
