import {jsonText, safe} from '../text/safe.ts';
import type {Options} from './options.ts';
import {EndOfInput, openQuestions} from './questions.ts';

/** What a command may write and ask. Results go to stdout, notes and progress to stderr. */
export type Face = {
  readonly options: Options;
  readonly json: boolean;
  readonly practice: boolean;
  /** Asks whether to run what was shown; null where nobody can answer (no terminal, or a machine reads the output). */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  /** Asks for the value of a secret field, where somebody answers line by line; absent: it comes by a file. */
  askSecret?(field: string): Promise<string>;
  print(text: string): void;
  note(text: string): void;
  /** One JSON document; `schema` and, on the practice host, `practice` are added here and nowhere else. */
  document(content: Readonly<Record<string, unknown>>): void;
};

export function createFace(options: Options, practice: boolean): Face {
  const json = options.flag('json');
  return {
    options,
    json,
    practice,
    confirm: canAsk(options) ? confirmOnTerminal : null,
    print: text => void process.stdout.write(`${text}\n`),
    note: text => void process.stderr.write(`${safe(text)}\n`),
    document: content =>
      void process.stdout.write(`${jsonText({schema: 1, ...(practice && {practice: true}), ...content})}\n`),
  };
}

/** Whether somebody sits at the terminal who could answer. */
export const canAsk = (options: Options): boolean =>
  !options.flag('json') && process.stdin.isTTY === true && process.stderr.isTTY === true;

async function confirmOnTerminal(question: string): Promise<boolean> {
  const questions = openQuestions(process.stdin, text => void process.stderr.write(text));
  try {
    return /^y(es)?$/i.test((await questions.ask(question)).trim());
  } catch (error) {
    if (error instanceof EndOfInput) return false;
    throw error;
  } finally {
    questions.close();
  }
}
