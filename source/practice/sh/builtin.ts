import {existsSync, realpathSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {echo, printf, read, test} from './builtins.ts';
import {Exit, Leap, type Shell} from './shell.ts';
import {characters, pathOf, type Streams, sinkOf, sourceOf} from './streams.ts';
import {NotUnderstood} from './syntax.ts';

type Around = {
  readonly shell: Shell;
  readonly streams: Streams;
  /** What stands before the command as `IFS=…`. */
  readonly ifs: string | undefined;
};

/** Runs a word of sh's own; null where it is none. */
export function builtin(name: string, words: readonly string[], around: Around): number | null {
  return Object.hasOwn(rows, name) ? (rows[name]?.(words, around) ?? 0) : refused(name);
}

function refused(name: string): null {
  if (
    /^(?:\.|chdir|fc|time|unalias|eval|trap|wait|umask|ulimit|local|readonly|getopts|alias|times|bg|fg|jobs|type|hash)$/.test(
      name,
    )
  )
    throw new NotUnderstood(name);
  return null;
}

const rows: Readonly<Record<string, (words: readonly string[], around: Around) => number>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  '[': (words, {shell}) => {
    if (words.at(-1) !== ']') throw new NotUnderstood('[');
    return test(words.slice(0, -1), shell.cwd);
  },
  test: (words, {shell}) => test(words, shell.cwd),
  echo: (words, {streams}) => say(streams, echo(words)),
  printf: (words, {streams}) => say(streams, printf(words)),
  read: (words, {shell, streams, ifs}) =>
    read(words, sourceOf(streams), ifs ?? shell.values.get('IFS') ?? ' \t\n', (name, value) =>
      shell.values.set(name, value),
    ),
  cd: ([to = ''], {shell, streams}) => {
    const path = pathOf(shell.cwd, to);
    if (!statSync(path, {throwIfNoEntry: false})?.isDirectory()) {
      sinkOf(streams, 2)(`${shell.zero}: 1: cd: can't cd to ${to}\n`);
      return 2;
    }
    shell.cwd = realpathSync(path, 'latin1');
    return 0;
  },
  pwd: ([option], {shell, streams}) => {
    if (option !== '-P') throw new NotUnderstood('pwd'); // `cd` here keeps no links
    return say(streams, `${shell.cwd}\n`);
  },
  shift: ([count = '1'], {shell, streams}) => {
    if (Number(count) > shell.parameters.length) {
      sinkOf(streams, 2)(`${shell.zero}: 1: shift: can't shift that many\n`);
      throw new Exit(2);
    }
    shell.parameters = shell.parameters.slice(Number(count));
    return 0;
  },
  set: ([option, ...words], {shell}) => {
    if (option !== '--') throw new NotUnderstood('set');
    shell.parameters = words;
    return 0;
  },
  export: (words, {shell}) => {
    for (const word of words) {
      const [name = '', value] = word.split(/=(.*)/s);
      if (value !== undefined) shell.values.set(name, value);
      shell.exported.add(name);
    }
    return 0;
  },
  unset: (names, {shell}) => {
    for (const name of names) {
      shell.values.delete(name);
      shell.exported.delete(name);
    }
    return 0;
  },
  command: ([option, name = ''], {shell, streams}) => {
    if (option !== '-v') throw new NotUnderstood('command');
    const path = isWord(name, shell) ? name : found(name, shell.values.get('PATH') ?? '');
    return path === null ? 127 : say(streams, `${path}\n`);
  },
  kill: ([signal, pid]) => {
    if (signal !== '-0') throw new NotUnderstood('kill');
    try {
      process.kill(Number(pid), 0);
      return 0;
    } catch {
      return 1;
    }
  },
  exit: ([status], {shell}) => {
    throw new Exit(status === undefined ? shell.status : Number(status) & 255);
  },
  return: ([status], {shell}) => {
    if (status !== undefined) shell.status = Number(status);
    throw new Leap('return', 1);
  },
  break: ([loops = '1']) => {
    throw new Leap('break', Number(loops));
  },
  continue: ([loops = '1']) => {
    throw new Leap('continue', Number(loops));
  },
};

/** Whether sh knows the word by itself, as far as it is understood here. */
export const isBuiltin = (name: string): boolean => Object.hasOwn(rows, name) || name === 'exec';

const isWord = (name: string, shell: Shell): boolean => shell.functions.has(name) || isBuiltin(name);

/** Where PATH has a program of this name. */
export function found(name: string, path: string): string | null {
  for (const folder of path.split(':'))
    if (existsSync(join(characters(folder), characters(name)))) return join(folder, name);
  return null;
}

const say = (streams: Streams, text: string): number => {
  sinkOf(streams, 1)(text);
  return 0;
};
