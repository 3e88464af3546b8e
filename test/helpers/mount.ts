import {EventEmitter} from 'node:events';
import {render} from 'ink';
import type {ReactNode} from 'react';
import {createEmulator, type Size} from './emulator.ts';
import {keyBytes} from './keys.ts';

/** Mounts a tree on an emulated terminal: no pty, real cursor maths, a fixed size. Unmount it at the end. */
export function mount(tree: ReactNode, size: Size = {columns: 80, rows: 24}) {
  const emulator = createEmulator(size, {convertEol: true}); // there is no tty to add the carriage returns
  const stdout = fakeOutput(size, emulator.write);
  const queue: string[] = [];
  const stdin = fakeInput(queue);
  const app = render(tree, {
    stdout,
    stdin,
    stderr: stdout,
    interactive: true,
    incrementalRendering: true,
    patchConsole: false,
    exitOnCtrlC: false,
    maxFps: 1000,
  });
  return {
    screen: emulator.screen,
    see: emulator.see,
    gone: emulator.gone,
    bytes: emulator.bytes,
    /** Keys by name (`enter`, `ctrl-p`) or text, each arriving as one read. */
    press(...names: readonly string[]) {
      queue.push(...names.map(keyBytes));
      stdin.emit('readable');
    },
    resize(columns: number, rows: number) {
      emulator.terminal.resize(columns, rows);
      Object.assign(stdout, {columns, rows}).emit('resize');
    },
    unmount: () => app.unmount(),
  };
}

/** The part of a tty that Ink touches. The rest of its type has nothing to say here. */
function fakeOutput({columns, rows}: Size, write: (data: string, done?: () => void) => void): NodeJS.WriteStream {
  const fake: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'> & {
    write(data: string, done?: () => void): boolean;
  } = {
    isTTY: true,
    columns,
    rows,
    write: (data, done) => {
      write(data, done);
      return true;
    },
  };
  return Object.assign(new EventEmitter(), fake) as unknown as NodeJS.WriteStream;
}

function fakeInput(queue: string[]): NodeJS.ReadStream {
  const fake = {
    isTTY: true,
    setEncoding() {},
    setRawMode() {},
    ref() {},
    unref() {},
    read: () => queue.shift() ?? null,
  };
  return Object.assign(new EventEmitter(), fake) as unknown as NodeJS.ReadStream;
}
