import {type ChildProcess, spawn} from 'node:child_process';
import type {Socket} from 'node:net';
import {systemPath} from './launch.ts';

/** Between a tool and us. `out` and `err` are for the tool alone: give them to it and destroy them, then their end is its end. */
export type Keepers = {
  readonly out: Socket;
  readonly err: Socket;
  /** What it prints, for as long as we listen. */
  readonly stdout: Socket;
  readonly stderr: Socket;
  /** They go on without us, and do not hold us up. */
  letGo(): void;
};

/**
 * One `tee` a stream, in a session of their own: each passes everything to us while we listen and into /dev/null from then on. With SIGPIPE
 * ignored, a `tee` only loses the output whose reader is gone and goes on with the other one.
 */
const script = "trap '' PIPE; tee /dev/null <&3 >&4 3<&- 4>&- & exec tee /dev/null 3<&- 4>&-";

/** More than go side by side are not wanted at once. */
const most = 6;

const spares: ChildProcess[] = [];
let wanted = 0;

/**
 * Has them ready before they are asked for, `tools` times in all: a start of theirs keeps us from everything else for as long as one of a
 * tool, and there is time for it while a host is read. They end with us.
 */
export function prepareKeepers(tools: number): void {
  wanted += tools;
  topUp(most);
}

/** null: no process can be started. */
export function takeKeepers(): Keepers | null {
  const child = spares.shift() ?? start();
  wanted = Math.max(0, wanted - 1);
  const [out, stdout, , err, stderr] = child.stdio as readonly (Socket | null)[];
  if (!child.pid || !out || !stdout || !err || !stderr) return null;
  for (const stream of [out, stdout, err, stderr]) stream.ref();
  return {out, err, stdout, stderr, letGo: () => child.unref()};
}

/** At least one stands ready while more tools are to come. */
export const keepOneReady = (): void => topUp(1);

function topUp(count: number): void {
  while (spares.length < Math.min(count, wanted)) {
    const child = start();
    child.unref();
    for (const stream of child.stdio) (stream as Socket | null)?.unref();
    child.once('exit', () => {
      const index = spares.indexOf(child);
      if (index >= 0) spares.splice(index, 1);
    });
    spares.push(child);
  }
}

const start = (): ChildProcess =>
  spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    detached: true,
    env: {PATH: systemPath},
    stdio: ['pipe', 'pipe', 'ignore', 'pipe', 'pipe'],
  }).on('error', () => {}); // seen by its missing pid
