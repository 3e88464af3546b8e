import type {ReadStream} from 'node:tty';

export type Questions = {
  /** The next line, without its end. Lines that came before they were asked for (a paste) wait for their question. */
  ask(question: string): Promise<string>;
  /** The same without the terminal showing what is typed. */
  askSecret(question: string): Promise<string>;
  /** Lets go of the terminal while `task` runs; what was typed ahead of it waits. */
  aside<T>(task: () => Promise<T>): Promise<T>;
  close(): void;
};

/** There is nothing more to read: whoever asks gives up, nothing loops. */
export class EndOfInput extends Error {}

/** Line by line from a terminal in its ordinary mode: nothing is repainted, so it reads well aloud and on any terminal. */
export function openQuestions(stdin: ReadStream, write: (text: string) => void): Questions {
  let buffer = '';
  let ended = false;
  let wake = () => {};
  const onData = (data: Buffer) => {
    buffer += data.toString('utf8');
    wake();
  };
  const onEnd = () => {
    ended = true;
    wake();
  };
  stdin.on('data', onData).on('end', onEnd);

  const line = async (): Promise<string> => {
    for (;;) {
      const end = buffer.search(/\r\n|[\r\n]/);
      if (end >= 0) {
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + (buffer.startsWith('\r\n', end) ? 2 : 1));
        return text;
      }
      if (ended || /[\u0003\u0004]/.test(buffer)) throw new EndOfInput();
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  };
  return {
    ask(question) {
      write(question);
      return line();
    },
    async askSecret(question) {
      write(question);
      stdin.setRawMode?.(true);
      try {
        return erased(await line());
      } finally {
        stdin.setRawMode?.(false);
        write('\n');
      }
    },
    async aside(task) {
      stdin.off('data', onData).off('end', onEnd).pause();
      try {
        return await task();
      } finally {
        stdin.on('data', onData).on('end', onEnd).resume();
      }
    },
    close() {
      stdin.off('data', onData).off('end', onEnd);
      stdin.pause();
    },
  };
}

/** In raw mode the terminal does not act on Backspace (0x7f, 0x08) itself. */
function erased(text: string): string {
  const kept: string[] = [];
  for (const sign of text) {
    if (sign === '\u007F' || sign === '\b') kept.pop();
    else kept.push(sign);
  }
  return kept.join('');
}
