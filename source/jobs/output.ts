import {closeSync, openSync, readSync, writeSync} from 'node:fs';
import type {Chunk} from '../model/command.ts';
import type {OutputLine} from '../model/job.ts';
import {createSafeStream} from '../text/safe.ts';

/** Bytes kept of one job's output; what comes after is counted, not kept. */
const limit = 8 * 1024 * 1024;

export type OutputLog = {add(step: number, chunk: Chunk): void; close(): void | Promise<void>};

/** Keeps the steps' output in a file. A full disk loses lines, not the job. */
export function openOutput(path: string, hide: (step: number, line: string) => string): OutputLog {
  const file = openSync(path, 'a', 0o600);
  return createOutput({write: line => writeSync(file, line), close: () => closeSync(file)}, hide);
}

/** Where the lines go; `write` throws for one that cannot be kept. */
export type OutputSink = {write(line: string): void; close(): void | Promise<void>};

/** The steps' output as lines that are safe for a terminal, one JSON object each. */
export function createOutput(sink: OutputSink, hide: (step: number, line: string) => string): OutputLog {
  const streams = new Map<string, ReturnType<typeof createSafeStream>>();
  let kept = 0;
  let dropped = 0;
  const put = (step: number, stream: Chunk['stream'], lines: readonly string[]) => {
    for (const text of lines) {
      const line = `${JSON.stringify({step, stream, text: hide(step, text)} satisfies OutputLine)}\n`;
      kept += line.length;
      if (kept > limit) dropped += 1;
      else write(line);
    }
  };
  const write = (line: string) => {
    try {
      sink.write(line);
    } catch {
      dropped += 1;
    }
  };
  return {
    add(step, {stream, text}) {
      const key = `${step} ${stream}`;
      const safe = streams.get(key) ?? createSafeStream();
      streams.set(key, safe);
      put(step, stream, safe.push(text));
    },
    close() {
      for (const [key, safe] of streams) {
        const [step, stream] = key.split(' ');
        put(Number(step), stream === 'stderr' ? 'stderr' : 'stdout', safe.end());
      }
      if (dropped > 0)
        write(`${JSON.stringify({step: 0, stream: 'stderr', text: `(${dropped} more lines were not kept)`})}\n`);
      return sink.close();
    },
  };
}

/** The whole lines after byte `from`, and where the next reading starts. */
export function readOutput(path: string, from: number): {lines: readonly OutputLine[]; next: number} {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return {lines: [], next: from};
  }
  try {
    const buffer = Buffer.alloc(1024 * 1024);
    const size = readSync(file, buffer, 0, buffer.length, from);
    const end = buffer.subarray(0, size).lastIndexOf(0x0a) + 1;
    const text = buffer.toString('utf8', 0, end);
    return {
      lines: text
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line) as OutputLine),
      next: from + end,
    };
  } finally {
    closeSync(file);
  }
}
