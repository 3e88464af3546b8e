import {readSync, writeSync} from 'node:fs';
import {sleep} from './lock.ts';
import {manage} from './manage.ts';
import {isSystemError, Killed, openFor, run, type Start, seenAs} from './start.ts';
import {readSettings} from './world.ts';

/** The executable door: `practice.js FOLDER TOOL ARGUMENT…`, and `practice.js manage VERB FOLDER …` for its own affairs. */
const [folder = '', tool = '', ...argv] = process.argv.slice(2);

/** Writes all of it, whatever a pipe takes at once. A reader that went away ends us, as SIGPIPE would. */
const write = (descriptor: number, text: string): void => {
  let bytes: Uint8Array = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) process.exit(141);
      sleep(1);
    }
  }
};

const block = Buffer.alloc(65536);
const fill = (): string | null => {
  for (;;) {
    try {
      const count = readSync(0, block);
      return count === 0 ? null : block.toString('latin1', 0, count);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return null;
      sleep(1);
    }
  }
};

/** stdin is gathered as bytes and decoded a line at a time, so that a character is never cut; who waits sees the prompt. */
const input = (flush: () => void) => {
  let held = '';
  let ended = false;
  const decode = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
  const more = (): void => {
    flush();
    const text = fill();
    if (text === null) ended = true;
    else held += text;
  };
  return {
    line: (): string | null => {
      while (!ended && !held.includes('\n')) more();
      if (held === '') return null;
      const end = held.includes('\n') ? held.indexOf('\n') : held.length;
      const line = held.slice(0, end);
      held = held.slice(end + 1);
      return decode(line);
    },
    stdin: (): string => {
      while (!ended) more();
      const text = held;
      held = '';
      return decode(text);
    },
  };
};

/** Output is gathered between pauses; one stream is written out before the other begins, so their order holds. */
const output = () => {
  let held = '';
  let descriptor = 1;
  const flush = (): void => {
    const text = held;
    held = '';
    if (text !== '') write(descriptor, text);
  };
  const to = (target: number) => (text: string) => {
    if (target !== descriptor) flush();
    descriptor = target;
    held += text;
    if (held.length > 65536) flush();
  };
  return {out: to(1), err: to(2), flush};
};

const main = (): void => {
  if (folder === 'manage') {
    process.exitCode = manage(
      [tool, ...argv],
      text => write(1, text),
      text => write(2, text),
    );
    return;
  }
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const {out, err, flush} = output();
  const start: Start = {folder, tool, argv, env, cwd: seenAs(folder, process.cwd()), out, err, ...input(flush)};
  if (readSettings(folder) === null) {
    write(2, `practice: there is no practice host in ${folder}\n`);
    process.exitCode = 1;
    return;
  }
  const {world, fault} = openFor(folder);
  const steps = run(start, world, fault);
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        process.exitCode = step.value;
        break;
      }
      flush();
      sleep(step.value.ms);
    }
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    flush();
    process.kill(process.pid, 'SIGKILL');
  }
  flush();
  world.close();
};

// SIGTERM does not end a CBSD command (cbsd-observed, trap 3): it goes on to its end.
process.on('SIGTERM', () => {});
try {
  main();
} catch (error) {
  if (!isSystemError(error)) throw error;
  write(2, `practice: ${error.message}\n`);
  process.exitCode = 1;
}
