import {setTimeout as wait} from 'node:timers/promises';
import type {Chunk, Command, Result} from '../../model/command.ts';
import type {Transport} from '../../model/transport.ts';
import {systemPath, under} from '../launch.ts';
import {limitsOf} from '../limits.ts';
import type {Line} from './line.ts';
import {runFar} from './run-far.ts';
import {type FarOptions, scriptOf, variablesOf} from './script.ts';
import {alwaysOurs, attachScript, killScript, startScript, superviseScript} from './supervise.ts';
import {writeFar} from './write-far.ts';

/** Milliseconds between two tries to get back, doubled up to the most; and how long it is tried. */
const pause = {first: 250, most: 15_000};
const patience = 24 * 60 * 60_000;

/**
 * A host over SSH for a runner. Steps go on without the connection: a supervisor on the host keeps them in a folder of
 * their own below `runs`, and we come back to it. Looks are repeated when their answer was lost, for they only look. `ours`: text of sh that
 * defines the function of this name, which lets nothing begin that is no longer the job's to do.
 */
export function createDurableTransport(
  line: Line,
  transport: Transport,
  options: FarOptions,
  runs: string,
  ours = alwaysOurs,
): Transport {
  const elevated = {elevate: options.elevate ?? []};
  const ask = (command: Command): Promise<Result> => {
    const limits = limitsOf(command, 'read');
    const far = async () => {
      const script = scriptOf(command, elevated, {limitMs: limits.timeoutMs});
      const answer = await runFar(line, script, command, {...limits, mayEnd: true});
      return answer.stdout.trim() === 'busy' ? {...answer, ending: 'lost' as const} : answer;
    };
    return untilHeard(far);
  };
  const sh = (script: string, ...words: readonly string[]) => ['/bin/sh', '-c', script, 'sh', ...words] as const;

  async function execute(
    command: Command,
    onChunk: (chunk: Chunk) => void = () => {},
    onStart: (pid: number, mark?: string) => void = () => {},
    signal?: AbortSignal,
  ): Promise<Result> {
    const startedAt = Date.now();
    const folder = `${runs}/${command.run}`;
    const {argv, stdin = ''} = command;
    const [path, [program]] = [options.path ?? systemPath, argv];
    const file = program.includes('/') ? under(options.root, program) : program;
    const words = [...variablesOf(command.env, path), file, ...argv.slice(1)];
    const begun = await ask({argv: sh(`${ours}${startScript}`, folder, superviseScript, file, path, ...words), stdin});
    const [told = '', ...birth] = begun.stdout.trim().split(' ');
    const unstarted = (['not-found', 'not-permitted', 'no-room', 'displaced'] as const).find(word => word === told);
    if (unstarted) return resultOf(command, startedAt, unstarted, {});
    if (told === '') return resultOf(command, startedAt, 'lost', {stderr: `whether it ran is not known: ${folder}`});
    onStart(Number(told), birth.join(' '));
    signal?.addEventListener('abort', () => void ask({argv: sh(killScript, folder)}));
    if (signal?.aborted) await ask({argv: sh(killScript, folder)});
    const known = {stdout: 0, stderr: 0};
    const limits = limitsOf(command, 'execute');
    const followed = () => {
      const attach: Command = {argv: sh(attachScript, folder, `${known.stdout}`, `${known.stderr}`)};
      const onBytes = (stream: Chunk['stream'], count: number) => {
        known[stream] += count;
      };
      return runFar(line, scriptOf(attach, elevated), attach, {...limits, mayEnd: false, onChunk, onBytes});
    };
    const end = await untilHeard(followed);
    const isUnknown = end.ending === 'signalled';
    return {
      ...end,
      argv,
      startedAt,
      ...(isUnknown && {
        ending: 'lost',
        signal: null,
        stderr: `its process is gone, and nobody saw its end: ${folder}`,
      }),
      ...(signal?.aborted && {ending: 'signalled', signal: 'SIGKILL', exitCode: null}),
    };
  }

  return {
    ...transport,
    read: command => untilHeard(() => transport.read(command)),
    execute: (command, onChunk, onStart) =>
      command.run === undefined ? transport.execute(command, onChunk, onStart) : execute(command, onChunk, onStart),
    follow: (command, onChunk, signal, onStart) =>
      command.run === undefined
        ? transport.follow(command, onChunk, signal, onStart)
        : execute(command, onChunk, onStart, signal),
    write: (path, content, mode) => writeFar(ask, under(options.root, path), content, mode, {ours, job: runs}),
  };
}

/** Asks again for as long as there is no answer but a lost connection. */
export async function untilHeard<T extends Pick<Result, 'ending'>>(asked: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  for (let rest = pause.first; ; rest = Math.min(pause.most, rest * 2)) {
    const answer = await asked();
    if (answer.ending !== 'lost' || Date.now() > end) return answer;
    await wait(rest);
  }
}

const resultOf = ({argv}: Command, startedAt: number, ending: Result['ending'], told: Partial<Result>): Result => ({
  ...{argv, ending, exitCode: null, signal: null, stdout: '', stderr: '', droppedBytes: 0, startedAt},
  endedAt: Date.now(),
  ...told,
});
