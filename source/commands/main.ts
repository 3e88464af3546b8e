import type {Session} from '../actions/session.ts';
import {closeLines} from '../jobs/host.ts';
import {createFace, type Face} from './face.ts';
import {Failure, failureOf, wrongUse} from './failure.ts';
import {hostFor} from './host-for.ts';
import {help, hostlessCommands, manual} from './hostless.ts';
import {type Options, parseOptions} from './options.ts';
import {sessionOn} from './session-on.ts';
import {headlessCommands} from './table.ts';
import {version} from './version.ts';

/** From the arguments to an exit code. Everything that goes wrong ends as one sentence, or one JSON document. */
export async function main(args: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) stream.off('error', leaveQuietly).on('error', leaveQuietly);
  const given = (name: string) => args.includes(`--${name}`);
  let face = createFace({words: [], flag: given, text: () => null, list: () => []}, given('practice'));
  try {
    const options = parseOptions(args);
    face = createFace(options, options.flag('practice'));
    return await dispatch(options, face, its => {
      face = its;
    });
  } catch (error) {
    return tellFailure(failureOf(error), face);
  } finally {
    closeLines();
  }
}

/** `become`: told as soon as the host is known with which face all else is said, what goes wrong included. */
async function dispatch(options: Options, face: Face, become: (its: Face) => void): Promise<number> {
  if (options.flag('version')) return print(face, version);
  const {words} = options;
  if (options.flag('man')) return manual([], face);
  if (options.flag('help')) return help(words, face);
  const isMeant = (row: {readonly words: readonly string[]}) => row.words.every((word, index) => words[index] === word);
  const hostless = hostlessCommands.find(isMeant);
  if (hostless) return hostless.run(words.slice(hostless.words.length), face);
  const command = headlessCommands.find(isMeant);
  if (words.length === 0) return (await import('./screen.ts')).screen(options, face);
  if (!command) throw wrongUse(`There is no command ${words.slice(0, 2).join(' ')}`);

  if (meansFleet(face)) return (await import('./fleet.ts')).onFleet(face);
  const host = await hostFor(options, false, command.bare ?? command.anywhere !== undefined).catch(error => {
    if (command.anywhere && error instanceof Failure && error.code === 'no-platform') return null;
    throw error;
  });
  if (host === null) return command.anywhere?.(face) ?? 0;
  const its = createFace(options, host.practice !== null);
  become(its);
  const session = await sessionOn(host, options, false);
  if (command.reads) await readHost(session);
  return command.run(words.slice(command.words.length), session, its);
}

/** Whether the command line means several hosts: `--all-hosts`, or `--hosts NAME,group:NAME,tag:NAME`. */
const meansFleet = ({options}: Face): boolean => options.flag('all-hosts') || options.text('hosts') !== null;

async function readHost(session: Session): Promise<void> {
  await session.refresh();
  const {status, problems, isAbsent} = session.guests.snapshot();
  if (status === 'failed')
    throw new Failure(3, isAbsent ? 'no-platform' : 'unreadable', problems.join('; ') || 'The host could not be read', {
      ...(isAbsent && session.host.canSetUp && {hint: 'construct-tui setup makes it one'}),
    });
}

function tellFailure(failure: Failure, face: Face): number {
  const {exit, code, field, message, hint} = failure;
  if (face.json) face.document({error: {code, exit, field, message, hint}});
  else face.note([message, hint].filter(Boolean).join('\n  '));
  return exit;
}

const print = (face: Face, text: string): number => {
  face.print(text);
  return 0;
};

/**
 * Whoever read our output has gone (`… | head`): there is nobody left to tell, and the command ends with its own code. One
 * that waits for a job lets go of it, as at Ctrl-C.
 */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  if (process.listenerCount('SIGINT') > 0) process.exit(130);
}
