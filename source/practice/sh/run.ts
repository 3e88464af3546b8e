import {builtin} from './builtin.ts';
import {fieldsOf, piecesOf, textOf, type Values} from './expand.ts';
import {matches} from './pattern.ts';
import {type Call, copyOf, Exit, environmentOf, Leap, type Shell} from './shell.ts';
import {fromFile, type Sink, type Source, type Streams, sinkOf, source, toFile} from './streams.ts';
import type {Chain, Command, List, Pipeline, Redirect, Word} from './syntax.ts';

/** Runs commands in a shell; what is no word of sh goes to `call`. Resolves to the exit code. */
export async function runAll(list: List, shell: Shell, streams: Streams, call: Call): Promise<number> {
  for (const chain of list) await runChain(chain, {shell, streams, call});
  return shell.status;
}

/** The same in a shell that may end: by `exit`, or by a program in its place. */
export async function runToEnd(list: List, shell: Shell, streams: Streams, call: Call): Promise<number> {
  try {
    return await runAll(list, shell, streams, call);
  } catch (error) {
    if (error instanceof Exit) return error.status;
    throw error;
  }
}

type Here = {readonly shell: Shell; readonly streams: Streams; readonly call: Call};

async function runChain({first, rest}: Chain, here: Here): Promise<void> {
  await runPipeline(first, here);
  for (const {and, next} of rest) if (and === (here.shell.status === 0)) await runPipeline(next, here);
}

/** One part after the other: each ends by itself, and the next reads what it wrote. */
async function runPipeline({not, commands}: Pipeline, here: Here): Promise<void> {
  const {shell, streams, call} = here;
  if (commands.length === 1) for (const only of commands) await runCommand(only, here);
  else {
    let input: Source | Sink | undefined = streams.get(0);
    for (const [place, command] of commands.entries()) {
      const said: string[] = [];
      const isLast = place === commands.length - 1;
      const ends = new Map(streams);
      if (input) ends.set(0, input);
      if (!isLast) ends.set(1, text => void said.push(text));
      const inner = copyOf(shell);
      const part: List = [{first: {not: false, commands: [command]}, rest: []}];
      shell.status = await runToEnd(part, inner, ends, call);
      input = source(said.join(''));
    }
  }
  if (not) shell.status = shell.status === 0 ? 1 : 0;
}

async function runCommand(command: Command, here: Here): Promise<void> {
  const streams = await redirected(command.redirects, here);
  here.shell.status = streams ? await statusOf(command, {...here, streams}) : 2;
}

async function statusOf(command: Command, here: Here): Promise<number> {
  const {shell, streams, call} = here;
  const run = async (list: List) => {
    if (list.length === 0) shell.status = 0;
    return runAll(list, shell, streams, call);
  };
  switch (command.kind) {
    case 'simple':
      return runSimple(command, here);
    case 'function':
      shell.functions.set(command.name, command.body);
      return 0;
    case 'group':
      return run(command.body);
    case 'subshell':
      return runToEnd(command.body, copyOf(shell), streams, call);
    case 'if':
      for (const {condition, body} of command.branches) if ((await run(condition)) === 0) return run(body);
      return run(command.otherwise);
    case 'case': {
      const asked = await textOf(command.word, valuesOf(here));
      for (const {patterns, body} of command.items)
        for (const pattern of patterns) if (matches(await piecesOf(pattern, valuesOf(here)), asked)) return run(body);
      return 0;
    }
    case 'for': {
      const words = command.words ? await allFields(command.words, here) : shell.parameters;
      shell.status = 0;
      for (const word of words) {
        shell.values.set(command.name, word);
        if (await leaps(() => run(command.body))) break;
      }
      return shell.status;
    }
    case 'while': {
      let status = 0;
      while ((await run(command.condition)) === 0) {
        if (await leaps(() => run(command.body))) break;
        status = shell.status;
      }
      return status;
    }
  }
}

/** Whether the body of a loop ended it; what is meant for a loop around it goes on there. */
async function leaps(body: () => Promise<unknown>): Promise<boolean> {
  try {
    await body();
    return false;
  } catch (error) {
    if (!(error instanceof Leap) || error.kind === 'return') throw error;
    if (error.loops > 1) {
      error.loops -= 1;
      throw error;
    }
    return error.kind === 'break';
  }
}

async function runSimple(command: Extract<Command, {kind: 'simple'}>, here: Here): Promise<number> {
  const {shell, streams, call} = here;
  const words = await allFields(command.words, here);
  const sets: [string, string][] = [];
  for (const [name, word] of command.sets) sets.push([name, await textOf(word, valuesOf(here))]);
  const [first, ...rest] = words;
  if (first === undefined) {
    for (const [name, value] of sets) shell.values.set(name, value);
    return command.sets.some(([, word]) => word.some(({kind}) => kind === 'output')) ? shell.status : 0;
  }
  const own = shell.functions.get(first);
  if (own) return runFunction(own, rest, here);
  const known = builtin(first, rest, {shell, streams, ifs: sets.find(([name]) => name === 'IFS')?.[1]});
  if (known !== null) return known;
  const argv = first === 'exec' ? rest : words;
  const env = {...environmentOf(shell), ...Object.fromEntries(sets)};
  const status = await call({argv: argv as [string, ...string[]], env, cwd: shell.cwd, streams, by: shell.zero});
  if (first === 'exec') throw new Exit(status);
  return status;
}

async function runFunction(body: Command, parameters: readonly string[], here: Here): Promise<number> {
  const {shell} = here;
  const before = shell.parameters;
  shell.parameters = parameters;
  try {
    await runCommand(body, here);
  } catch (error) {
    if (!(error instanceof Leap) || error.kind !== 'return') throw error;
  } finally {
    shell.parameters = before;
  }
  return shell.status;
}

async function allFields(words: readonly Word[], here: Here): Promise<readonly string[]> {
  const fields: string[] = [];
  for (const word of words) fields.push(...(await fieldsOf(word, valuesOf(here))));
  return fields;
}

/** null where a file cannot be opened: then the command does not run. */
async function redirected(redirects: readonly Redirect[], here: Here): Promise<Streams | null> {
  if (redirects.length === 0) return here.streams;
  const ends = new Map(here.streams);
  for (const {descriptor, how, target} of redirects) {
    const path = await textOf(target, valuesOf(here));
    if (how.endsWith('&')) {
      const end = ends.get(Number(path));
      if (end) ends.set(descriptor, end);
      continue;
    }
    try {
      const {cwd} = here.shell;
      ends.set(descriptor, how === '<' ? fromFile(cwd, path) : toFile(cwd, path, how === '>>'));
    } catch {
      sinkOf(ends, 2)(`${here.shell.zero}: 1: cannot open ${path}: No such file\n`);
      return null;
    }
  }
  return ends;
}

const valuesOf = (here: Here): Values => {
  const {shell, streams, call} = here;
  return {
    cwd: shell.cwd,
    parameters: shell.parameters,
    get: name => special(name, shell) ?? shell.values.get(name),
    set: (name, value) => void shell.values.set(name, value),
    output: async body => {
      const said: string[] = [];
      const ends = new Map<number, Source | Sink>(streams).set(1, (text: string) => void said.push(text));
      shell.status = await runToEnd(body, copyOf(shell), ends, call);
      return said.join('');
    },
  };
};

function special(name: string, shell: Shell): string | undefined {
  if (name === '#') return String(shell.parameters.length);
  if (name === '?') return String(shell.status);
  if (name === '0') return shell.zero;
  if (name === 'PWD') return shell.cwd;
  return /^\d+$/.test(name) ? shell.parameters[Number(name) - 1] : undefined;
}
