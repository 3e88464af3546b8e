import {spawn} from 'node:child_process';
import type {Writable} from 'node:stream';
import {setTimeout as wait} from 'node:timers/promises';
import type {Chunk, Command, Ending, Result} from '../model/command.ts';
import {failedStart} from './ended.ts';
import {keepOneReady, takeKeepers} from './keepers.ts';
import type {Launch} from './launch.ts';
import type {Limits} from './limits.ts';
import {listen} from './listen.ts';

/** What a tool leaves in the background may hold its output open (a daemon, a console): it is listened to this much longer. */
const afterwards = 250;

/**
 * Runs what changes the host, and never ends it.
 *
 * The tool must not notice when we die, even by SIGKILL: a plain pipe would break, and its next line of output would kill
 * it halfway. A file would hold, but an endless prompt fills a disk at 10 MB/s with nobody left to cut it. So each stream
 * goes through a `tee` that outlives us (`keepers.ts`). That costs no disk, no memory and hardly any time.
 *
 * On node:child_process and not execa, because streams go from one child to another and nothing may ever be killed.
 */
export async function execute(
  launch: Launch,
  command: Command,
  {timeoutMs, outputLimit}: Limits,
  onChunk: (chunk: Chunk) => void,
  onStart: (pid: number) => void = () => {},
): Promise<Result> {
  const startedAt = Date.now();
  const keepers = takeKeepers();
  if (!keepers) return {argv: command.argv, ...noKeepers, stdout: '', droppedBytes: 0, startedAt, endedAt: Date.now()};
  const {out, err} = keepers;
  const ending = start(launch, command.stdin, [out, err], onStart);
  out.destroy(); // the tool's copy is the only one: its end ends the keepers
  err.destroy();
  keepOneReady();

  const stdout = listen(keepers.stdout, 'stdout', outputLimit, onChunk);
  const stderr = listen(keepers.stderr, 'stderr', outputLimit, onChunk);
  const {failure, ...end} = await within(ending, timeoutMs);
  if (end.ending !== 'overdue')
    await Promise.race([Promise.all([stdout.closed, stderr.closed]), wait(afterwards, undefined, {ref: false})]);
  keepers.letGo();

  const heard = [stdout.finish(), stderr.finish()] as const;
  const repeating = heard[0].repeating ?? heard[1].repeating;
  return {
    argv: command.argv,
    ...end,
    stdout: heard[0].text,
    stderr: failure ?? heard[1].text,
    droppedBytes: heard[0].dropped + heard[1].dropped,
    ...(repeating === undefined ? {} : {repeating}),
    startedAt,
    endedAt: Date.now(),
  };
}

type End = Pick<Result, 'exitCode' | 'signal'> & {readonly ending: Ending; readonly failure?: string};

const noKeepers = {ending: 'not-permitted', exitCode: null, signal: null, stderr: 'no process can be started'} as const;

async function start(
  {file, args, env}: Launch,
  stdin: string | undefined,
  outputs: readonly Writable[],
  onStart: (pid: number) => void,
): Promise<End> {
  return new Promise<End>((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: '/',
      detached: true,
      env,
      stdio: [stdin === undefined ? 'ignore' : 'pipe', ...outputs],
    });
    if (child.pid !== undefined) onStart(child.pid);
    child.unref(); // the time limit's timer keeps us here as long as somebody waits
    child.stdin?.on('error', () => {}); // it need not read what it is given
    child.stdin?.end(stdin);
    child.once('error', reject);
    child.once('exit', (exitCode, signal) =>
      resolve({ending: signal === null ? 'exited' : 'signalled', exitCode, signal}),
    );
  }).catch((error: NodeJS.ErrnoException) => ({
    ending: failedStart(error.code),
    exitCode: null,
    signal: null,
    failure: error.message,
  }));
}

function within(ending: Promise<End>, timeoutMs: number): Promise<End> {
  let timer: NodeJS.Timeout;
  const overdue = new Promise<End>(resolve => {
    const late: End = {ending: 'overdue', exitCode: null, signal: null};
    timer = setTimeout(() => resolve(late), timeoutMs);
  });
  return Promise.race([ending, overdue]).finally(() => clearTimeout(timer));
}
