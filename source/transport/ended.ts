import type {Options} from 'execa';
import type {Command, Ending, Result} from '../model/command.ts';
import type {Launch} from './launch.ts';

/** Options of everything that may be ended: its whole process group is, as the leader of which it is started. */
export const endable = ({env}: Launch, command: Command) =>
  ({
    cwd: '/',
    env,
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    killDescendants: true,
    forceKillAfterDelay: 500, // cbsd swallows SIGTERM (cbsd-observed, trap 3)
    ...(command.stdin === undefined ? {stdin: 'ignore'} : {input: command.stdin}),
  }) as const satisfies Options;

/** What execa tells about an end, as far as we use it. */
type Ended = {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
  readonly originalMessage?: string | undefined;
  readonly timedOut: boolean;
};

export function resultOf(command: Command, startedAt: number, ended: Ended, stdout = '', stderr = ''): Result {
  const ending = endingOf(ended);
  return {
    argv: command.argv,
    ending,
    exitCode: ending === 'exited' ? (ended.exitCode ?? null) : null,
    signal: ended.signal ?? null,
    stdout,
    stderr: stderr || (ended.code === undefined ? '' : (ended.originalMessage ?? ended.code)),
    droppedBytes: 0,
    startedAt,
    endedAt: Date.now(),
  };
}

function endingOf(ended: Ended): Ending {
  if (ended.timedOut) return 'timed-out';
  if (ended.signal !== undefined) return 'signalled';
  return ended.exitCode === undefined ? failedStart(ended.code) : 'exited';
}

/** Why a program could not be started: anything else than a missing file is a refusal. */
export const failedStart = (code: string | undefined): Ending =>
  code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'not-permitted';
