import type {Command} from '../../model/command.ts';
import {behindMark} from './heard.ts';
import type {Line} from './line.ts';
import {type FarOptions, scriptOf} from './script.ts';

/** A far process that is talked with, line by line. */
export type Held = {
  say(line: string): void;
  /** Resolves when it has ended, or the connection was lost. */
  readonly ended: Promise<unknown>;
  close(): void;
};

/** Starts a command whose stdin stays open. Rejects with `Unreachable` while there is no connection. */
export async function holdFar(
  line: Line,
  command: Command,
  options: FarOptions,
  onLine: (text: string) => void,
): Promise<Held> {
  const {text, mark} = scriptOf(command, options, {isTalk: true});
  const channel = await line.open();
  const {stream} = behindMark(channel.stdout, mark);
  channel.stderr.resume();
  let rest = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) onLine(each);
  });
  channel.stdin.on('error', () => {});
  channel.stdin.write(text);
  return {
    say: words => void channel.stdin.write(`${words}\n`),
    ended: channel.ended,
    close: () => channel.close(),
  };
}
