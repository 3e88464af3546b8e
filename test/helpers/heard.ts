import type {Face} from '../../source/commands/face.ts';
import {failureOf} from '../../source/commands/failure.ts';
import {parseOptions} from '../../source/commands/options.ts';

/** What a command said in this process: no program is started for it. */
export type Heard = {
  readonly exit: number;
  readonly out: string;
  readonly notes: string;
  readonly document: Readonly<Record<string, unknown>>;
};

/** A command's own function with a face that keeps what is said; failures become what they end the program with. */
export async function heard(
  args: readonly string[],
  command: (words: readonly string[], face: Face) => Promise<number>,
): Promise<Heard> {
  const out: string[] = [];
  const notes: string[] = [];
  let document: Readonly<Record<string, unknown>> = {};
  const options = parseOptions(args);
  const face: Face = {
    options,
    json: options.flag('json'),
    practice: false,
    confirm: null,
    print: text => void out.push(text),
    note: text => void notes.push(text),
    document(content) {
      document = content;
    },
  };
  const exit = await command(options.words, face).catch(error => {
    const failure = failureOf(error);
    notes.push(failure.message, failure.hint);
    return failure.exit;
  });
  return {exit, out: out.join('\n'), notes: notes.join('\n'), document};
}
