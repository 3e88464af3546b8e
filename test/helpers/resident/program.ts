import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import type {Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {sleep} from '../../../source/practice/lock.ts';
import {root} from '../program.ts';

export const perl = '/usr/bin/perl';
/** Longer than it takes on a machine that is busy to its limits. */
const startMs = 120_000;

/** How the tools of a practice world start its program: Node with the bundle, as everywhere. */
export const ownProgram = [process.execPath, '--no-warnings', path.join(root, 'dist/practice.js')];

/** Who runs many tests in processes of their own may start one for all of them. */
let socket = process.env.CONSTRUCT_TUI_RESIDENT || undefined;

/**
 * The same library behind a process that stays, for this run of tests: a tool is then a start of perl and not of Node, a tenth of the
 * time. What it can't answer (a terminal) the bundle does, and everything where there is no perl or no /proc.
 * test/practice/doors.test.ts holds it against the others.
 */
export function residentProgram(): readonly string[] {
  const socket = residentSocket();
  return socket ? [perl, path.join(import.meta.dirname, 'client.pl'), socket, ...ownProgram, '--'] : ownProgram;
}

/** Where it answers; it is started by the first who asks. null: not on this machine. */
export function residentSocket(): string | null {
  if (process.platform !== 'linux' || !existsSync(perl)) return null;
  socket ??= startServer();
  return socket;
}

function startServer(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'practice-resident-'));
  const file = path.join(folder, 'socket');
  const child = spawn(
    ...([process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'server.ts'), file]] as const),
    {cwd: root, stdio: ['pipe', 'inherit', 'inherit']},
  );
  child.unref();
  (child.stdin as Socket).unref();
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
  const until = Date.now() + startMs;
  while (!existsSync(file)) {
    if (Date.now() > until) throw new Error('the resident practice program did not start');
    sleep(5);
  }
  return file;
}
