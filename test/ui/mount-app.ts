import {EventEmitter} from 'node:events';
import {setTimeout as wait} from 'node:timers/promises';
import {render} from 'ink';
import {createElement} from 'react';
import type {Session} from '../../source/actions/session.ts';
import {createDecoder} from '../../source/terminal/decode.ts';
import {type Beginning, createApp} from '../../source/ui/app.ts';
import {createPaints} from '../../source/ui/paints.ts';
import {Root} from '../../source/ui/view.tsx';
import {createEmulator} from '../helpers/emulator.ts';

export type Mounting = Beginning & {readonly columns?: number; readonly rows?: number; readonly ascii?: boolean};

export type Mounted = ReturnType<typeof mountApp>;

/** The whole screen on an emulated terminal: what an operator would see, and every byte that it took. */
export function mountApp(session: Session, {columns = 80, rows = 24, ascii = false, ...beginning}: Mounting = {}) {
  const emulator = createEmulator({columns, rows}, {convertEol: true});
  const written: string[] = [];
  const kept: string[] = [];
  const left: number[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    rows,
    write(data: string, done?: () => void) {
      written.push(data);
      emulator.write(data, done);
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
      send() {},
      redraw() {},
      suspend() {},
      away: task => task(),
      save: async () => '/home/op/plan.sh',
      saveJobs: async () => '/home/op/jobs.jsonl',
      leave: code => void left.push(code),
      keep: text => void kept.push(text),
      async goTo() {},
      async prefer() {},
    },
    {size: {columns, rows}, ...beginning},
  );
  const decoder = createDecoder(app.input);
  const instance = render(createElement(Root, {app, paints: createPaints(ascii)}), {
    stdout: stdout as never,
    stdin: stdin as never,
    stderr: stdout as never,
    interactive: true,
    incrementalRendering: true,
    patchConsole: false,
    exitOnCtrlC: false,
    maxFps: 1000,
  });

  return {
    app,
    kept,
    /** The exit codes that the screen was left with. */
    left,
    written,
    see: emulator.see,
    /** All rows of the terminal, the empty ones too. */
    lines: (): readonly string[] =>
      [...emulator.screen().split('\n'), ...Array<string>(rowsOf(stdout)).fill('')].slice(0, rowsOf(stdout)),
    screen: emulator.screen,
    /** As it comes from the terminal, a burst in one read. */
    type: (keys: string) => decoder.push(keys),
    resize(nextColumns: number, nextRows: number) {
      emulator.terminal.resize(nextColumns, nextRows);
      Object.assign(stdout, {columns: nextColumns, rows: nextRows}).emit('resize');
    },
    cursor: () => ({x: emulator.terminal.buffer.active.cursorX, y: emulator.terminal.buffer.active.cursorY}),
    /** Until nothing more is written. */
    async settle(): Promise<void> {
      for (let before = -1; before !== written.length; await wait(10)) before = written.length;
      await new Promise<void>(resolve => emulator.terminal.write('', resolve));
    },
    unmount() {
      instance.unmount();
      decoder.close();
      app.close();
    },
  };
}

const rowsOf = ({rows}: {readonly rows: number}): number => rows;
