import {setTimeout as wait} from 'node:timers/promises';
import xterm from '@xterm/headless';
import {patience} from './patience.ts';

export type Size = {readonly columns: number; readonly rows: number};

/** A terminal without a window: what an operator would see. Ink writes changed pieces only, so bytes prove nothing. */
export function createEmulator({columns, rows}: Size, options: {readonly convertEol?: boolean} = {}) {
  const terminal = new xterm.Terminal({cols: columns, rows, scrollback: 1000, allowProposedApi: true, ...options});
  let cursorHidden = false;
  let bytes = 0;
  const settled = () => new Promise<void>(resolve => terminal.write('', resolve));
  const screen = () =>
    Array.from({length: terminal.rows}, (_, row) => {
      const {active} = terminal.buffer;
      return active.getLine(active.viewportY + row)?.translateToString(true) ?? '';
    })
      .join('\n')
      .trimEnd();
  return {
    terminal,
    screen,
    /** Bytes written to it so far. */
    bytes: () => bytes,
    cursorHidden: () => cursorHidden,
    alternate: () => terminal.buffer.active.type === 'alternate',
    write(data: string, done?: () => void) {
      bytes += Buffer.byteLength(data);
      const last = Math.max(data.lastIndexOf('\x1b[?25l'), data.lastIndexOf('\x1b[?25h'));
      if (last >= 0) cursorHidden = data.startsWith('\x1b[?25l', last);
      terminal.write(data, done);
    },
    /** Waits until the screen shows it and returns the screen; fails with what it shows instead. */
    async see(expected: string | RegExp, timeoutMs = patience): Promise<string> {
      for (const end = performance.now() + timeoutMs; ; await wait(3)) {
        await settled();
        const text = screen();
        if (typeof expected === 'string' ? text.includes(expected) : expected.test(text)) return text;
        if (performance.now() > end) throw new Error(`never saw ${String(expected)}; the screen shows:\n${text}`);
      }
    },
    /** Waits until nothing has been written for a moment: the cursor follows its frame in a write of its own. */
    async still(): Promise<void> {
      for (let before = -1; before !== bytes; await wait(120)) before = bytes;
      await settled();
    },
    /** Waits until the screen does not show it any more. */
    async gone(unexpected: string, timeoutMs = patience): Promise<string> {
      for (const end = performance.now() + timeoutMs; ; await wait(3)) {
        await settled();
        const text = screen();
        if (!text.includes(unexpected)) return text;
        if (performance.now() > end) throw new Error(`still shown: ${unexpected}; the screen shows:\n${text}`);
      }
    },
  };
}
