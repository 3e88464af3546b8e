import {randomBytes} from 'node:crypto';
import type {Command} from '../../model/command.ts';
import {shellLine, shellWord} from '../../text/quote.ts';
import {systemPath, under} from '../launch.ts';

export type FarOptions = {
  /** PATH of every command. */
  readonly path?: string;
  /** The practice host's folder on the far machine: absolute paths, of programs as of files, lie under it. */
  readonly root?: string;
  readonly practice?: boolean;
  /** Put before every command, e.g. `['sudo', '-n']`. */
  readonly elevate?: readonly string[];
};

/** What /bin/sh is given on its stdin, and the word at which the command's own output begins on both streams. */
export type FarScript = {readonly text: string; readonly mark: string};

/**
 * A command as a script. Everything before the mark is what the login printed; behind it, on the same line, stand the
 * number of the process and what hindered its start, if anything did. A command without stdin takes the place of the shell, so that its signal and its
 * code are told as they are. `isTalk`: its stdin is what comes behind the script. Rejects what no process can be started with.
 */
export function scriptOf(
  command: Command,
  options: FarOptions,
  {limitMs, isTalk = false}: {readonly limitMs?: number; readonly isTalk?: boolean} = {},
): FarScript {
  const [program] = command.argv;
  if (!program) throw new TypeError('The argv is empty');
  if (program.includes('='))
    throw new TypeError(`A program cannot be named ${program}: env would take it for a variable`);
  if (command.argv.some(argument => argument.includes('\0'))) throw new TypeError('An argument holds a NUL byte');
  const mark = randomBytes(12).toString('hex');
  const line = lineOf(command, options, limitMs);
  return {
    mark,
    text: [
      `PATH=${shellWord(options.path ?? systemPath)}`,
      `s=; ${options.elevate?.length ? '' : hindrance(placeOf(program, options))}`,
      `echo "${mark} $$ $s"; echo "${mark} $$ $s" >&2; [ -z "$s" ] || exit 127`,
      'cd /',
      isTalk
        ? `exec ${line}`
        : command.stdin === undefined
          ? `exec ${line} </dev/null`
          : `printf ${given(command.stdin)} | ${line}; exit $?`,
      '',
    ].join('\n'),
  };
}

const placeOf = (program: string, {root}: FarOptions): string =>
  program.includes('/') ? under(root, program) : program;

/** The command with its whole environment, and behind what makes it root's. What became root takes no signal from us: with `limitMs` it is ended from its own side. */
export function lineOf({argv: [program, ...args], env}: Command, options: FarOptions, limitMs?: number): string {
  const variables = variablesOf(env, options.path ?? systemPath);
  const elevation = options.elevate ?? [];
  const limit = limitMs !== undefined && elevation.length > 0 ? ['timeout', '-s', 'KILL', `${limitMs / 1000}`] : [];
  const before = shellLine([...elevation, ...limit, '/usr/bin/env', '-i']);
  const [set, run] = [variables, [placeOf(program, options), ...args]].map(words => words.map(shellWord).join(' '));
  return `${before} ${set} HOME="$HOME" ${run}`;
}

/** The minimal environment as words for env(1); only HOME is for the far side to say. */
export const variablesOf = (env: Command['env'], path: string): readonly string[] =>
  Object.entries({PATH: path, LANG: 'C', TERM: 'xterm', NOCOLOR: '1', ...env}).map(
    ([name, value]) => `${name}=${value}`,
  );

/** As the kernel would tell it, before anything is started; for root behind sudo it is for env to say. */
const hindrance = (file: string): string =>
  file.includes('/')
    ? `f=${shellWord(file)}; if [ ! -e "$f" ]; then s=not-found; elif [ -d "$f" ] || [ ! -x "$f" ]; then s=not-permitted; fi`
    : `command -v ${shellWord(file)} >/dev/null || s=not-found`;

/** The format and its one argument; only a NUL needs more than quotes. */
const given = (stdin: string): string =>
  stdin.includes('\0')
    ? `%b ${shellWord(stdin.replaceAll('\\', '\\\\').replaceAll('\0', '\\0000'))}`
    : `%s ${shellWord(stdin)}`;

const wordLength = 480; // csh takes no word of more than 1024

/**
 * A script as a line that every login shell hands on as it is: letters, digits and `\0` with digits, in single quotes. For a
 * terminal that is handed over, whose stdin is the operator's.
 */
export function encodedLine(script: string): string {
  const safe = [...Buffer.from(script)].map(byte => {
    const character = String.fromCharCode(byte);
    return /[\w./:=,+ -]/.test(character) ? character : `\\0${byte.toString(8).padStart(3, '0')}`;
  });
  const words: string[] = [''];
  for (const piece of safe) {
    if ((words.at(-1)?.length ?? 0) + piece.length > wordLength) words.push('');
    words[words.length - 1] += piece;
  }
  return `exec /bin/sh -c 'x=; for w; do x="$x$w"; done; eval "$(printf %b "$x")"' sh ${words.map(word => `'${word}'`).join(' ')}`;
}
