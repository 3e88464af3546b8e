import {EventEmitter} from 'node:events';
import {setTimeout as wait} from 'node:timers/promises';
import xterm from '@xterm/headless';
import {render} from 'ink';
import {createElement} from 'react';
import type {Session} from '../../source/actions/session.ts';
import {createDecoder} from '../../source/terminal/decode.ts';
import {createApp} from '../../source/ui/app.ts';
import {createPaint} from '../../source/ui/paint.ts';
import {Root} from '../../source/ui/view.tsx';
import {dark} from '../../themes/dark.ts';

export type Mounted = ReturnType<typeof mountApp>;

/** The whole screen on an emulated terminal: what an operator would see, and every byte that it took. */
export function mountApp(session: Session, {columns = 80, rows = 24, ascii = false} = {}) {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
  const written: string[] = [];
  const sent: string[] = [];
  const kept: string[] = [];
  const left: number[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    rows,
    write(data: string, done?: () => void) {
      written.push(data);
      terminal.write(data, done);
      return true;
    },
  });
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setEncoding() {},
    setRawMode() {},
    ref() {},
    unref() {},
    read: () => null,
  });
  const app = createApp(
    session,
    {
      now: () => 5000,
      send: text => void sent.push(text),
      redraw() {},
      suspend() {},
      leave: code => void left.push(code),
      keep: text => void kept.push(text),
    },
    {columns, rows},
  );
  const decoder = createDecoder(app.input);
  const instance = render(createElement(Root, {app, paint: createPaint(dark, ascii)}), {
    stdout: stdout as never,
    stdin: stdin as never,
    stderr: stdout as never,
    interactive: true,
    incrementalRendering: true,
    patchConsole: false,
    exitOnCtrlC: false,
    maxFps: 1000,
  });
  const screen = (): string =>
    Array.from(
      {length: terminal.rows},
      (_, row) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row)?.translateToString(true) ?? '',
    ).join('\n');

  return {
    app,
    sent,
    kept,
    left,
    written,
    screen,
    /** As it comes from the terminal, a burst in one read. */
    type: (keys: string) => decoder.push(keys),
    resize(nextColumns: number, nextRows: number) {
      terminal.resize(nextColumns, nextRows);
      Object.assign(stdout, {columns: nextColumns, rows: nextRows}).emit('resize');
    },
    cursor: () => ({x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY}),
    async see(expected: string | RegExp, timeout = 2000): Promise<string> {
      for (const end = performance.now() + timeout; ; await wait(2)) {
        const text = screen();
        if (typeof expected === 'string' ? text.includes(expected) : expected.test(text)) return text;
        if (performance.now() > end) throw new Error(`never saw ${String(expected)}; the screen shows:\n${text}`);
      }
    },
    /** Until nothing more is written. */
    async settle(): Promise<void> {
      for (let before = -1; before !== written.length; await wait(15)) before = written.length;
    },
    unmount() {
      instance.unmount();
      decoder.close();
      app.close();
    },
  };
}
