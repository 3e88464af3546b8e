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

let spare: ChildProcess | null = null;

/** null: no process can be started. */
export function takeKeepers(): Keepers | null {
  const child = spare ?? start();
  spare = null;
  const [out, stdout, , err, stderr] = child.stdio as readonly (Socket | null)[];
  if (!child.pid || !out || !stdout || !err || !stderr) return null;
  for (const stream of [out, stdout, err, stderr]) stream.ref();
  return {out, err, stdout, stderr, letGo: () => child.unref()};
}

/** Has a pair ready before it is asked for, so that the next tool need not wait for theirs to start. They end with us. */
export function prepareKeepers(): void {
  if (spare) return;
  const child = start();
  child.unref();
  for (const stream of child.stdio) (stream as Socket | null)?.unref();
  child.once('exit', () => {
    if (spare === child) spare = null;
  });
  spare = child;
}

const start = (): ChildProcess =>
  spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    detached: true,
    env: {PATH: systemPath},
    stdio: ['pipe', 'pipe', 'ignore', 'pipe', 'pipe'],
  }).on('error', () => {}); // seen by its missing pid
