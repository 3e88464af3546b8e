import type {Command, Result} from '../../model/command.ts';
import {untilHeard} from '../../transport/ssh/durable.ts';
import {createSshTransport} from '../../transport/ssh/transport.ts';
import {Unreachable} from '../../transport/ssh/unreachable.ts';
import type {Far} from '../events.ts';
import {wayTo} from '../host.ts';
import {prelude} from './scripts.ts';

/** The state folder of a host over SSH, by scripts for its own sh and root's rights. */
export type FarState = {
  readonly far: Far;
  /** Runs a script with parameters and stdin; resolves what it prints. Rejects with what it says when it fails, and with `Unreachable` when its answer was lost. */
  ask(script: string, words: readonly string[], stdin?: string): Promise<string>;
};

const outputLimit = 64 * 1024 * 1024;

/**
 * `patient`: for a runner, which has all the time of the world to get back, and to wait for a host that is too busy to answer within
 * `timeoutMs`; the scripts can be asked twice.
 */
export function openFarState(far: Far, {patient = false, timeoutMs = 60_000} = {}): FarState {
  const {read} = createSshTransport(wayTo(far.destination), far.destination, {elevate: far.elevate ?? []});
  const heard = async (command: Command) => {
    const answer = await read(command);
    return answer.ending === 'timed-out' ? {...answer, ending: 'lost' as const} : answer;
  };
  return {
    far,
    async ask(script, words, stdin) {
      const command: Command = {
        argv: ['/bin/sh', '-c', `${prelude}${script}`, 'sh', ...words],
        ...{outputLimit, timeoutMs},
        ...(stdin !== undefined && {stdin}),
      };
      const {ending, stdout, stderr, exitCode} = await (patient ? untilHeard(() => heard(command)) : read(command));
      if (ending === 'lost') throw new Unreachable('unreachable', `${far.destination.host}: ${stderr}`);
      if (exitCode !== 0) throw new Error(whyNot(far, {ending, stderr, exitCode}));
      return stdout;
    },
  };
}

function whyNot(far: Far, {ending, stderr, exitCode}: Pick<Result, 'ending' | 'stderr' | 'exitCode'>): string {
  if (exitCode === 75) return `The jobs of ${far.destination.host} are held by another process`;
  const said = stderr.trim().split('\n').at(-1) || `${ending}, exit code ${exitCode}`;
  return `The jobs of ${far.destination.host} (${far.state}): ${said}`;
}
