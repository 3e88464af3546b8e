import process from 'node:process';
import {createEmulator, type Size} from './emulator.ts';
import {keyBytes} from './keys.ts';

export type PtyOptions = Partial<Size> & {
  readonly env?: Readonly<Record<string, string>>;
  readonly term?: string;
  readonly cwd?: string;
};

/** Starts a program in a real pty whose other side is an emulated terminal. Skip the test with `needs('pty')`. */
export async function openPty(file: string, args: readonly string[], options: PtyOptions = {}) {
  const {columns = 80, rows = 24, env = {}, term = 'xterm-256color', cwd = '/'} = options;
  const {spawn} = await import('@lydell/node-pty');
  const emulator = createEmulator({columns, rows});
  const startedAt = performance.now();
  const child = spawn(file, [...args], {name: term, cols: columns, rows, cwd, env: {...env, TERM: term}});
  let firstByteAt: number | null = null;
  child.onData(data => {
    firstByteAt ??= performance.now() - startedAt;
    emulator.write(data);
  });
  emulator.terminal.onData(reply => child.write(reply)); // answers to the program's questions
  const exited = new Promise<{readonly exitCode: number; readonly signal?: number}>(resolve => child.onExit(resolve));
  return {
    ...emulator,
    pid: child.pid,
    exited,
    /** Milliseconds from its start. */
    firstByteAt: () => firstByteAt,
    /** Keys by name (`enter`, `ctrl-p`) or text, one write each. */
    press(...names: readonly string[]) {
      for (const name of names) child.write(keyBytes(name));
    },
    resize(newColumns: number, newRows: number) {
      emulator.terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    kill(signal = 'SIGKILL') {
      try {
        process.kill(child.pid, signal);
      } catch {
        // it has ended by itself
      }
    },
  };
}
