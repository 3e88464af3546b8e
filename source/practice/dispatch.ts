import {answer} from './answer.ts';
import {parseArguments, splitRequoted} from './arguments.ts';
import {type Call, drain, Exit, type Row, type Steps} from './call.ts';
import type {Context} from './context.ts';
import {SyntaxFault} from './evaluate.ts';
import {listCommands, offerHelp} from './help.ts';
import {host} from './host.ts';
import {paintFor} from './paint.ts';
import {commandRow} from './registry.ts';

const names = (list: string | undefined): string[] => (list ?? '').split(' ').filter(one => one !== '');

/** The view of one start. `parameters` are the known ones; an empty list leaves everything positional, as for tools. */
export const makeCall = (context: Context, name: string, argv: readonly string[], row: Row): Call => {
  const {world, recorder} = context;
  const cleared = new Set(names(row.clears));
  const env = Object.fromEntries(Object.entries(context.env).filter(([key]) => !cleared.has(key)));
  const known = new Set([...names(row.required), ...names(row.optional)]);
  const {values, positional, given} = parseArguments(argv, known, env, recorder.wouldRun);
  const began = world.now();
  const get = (parameter: string): string => values.get(parameter) ?? env[parameter] ?? '';
  const call: Call = {
    world,
    name,
    argv,
    positional,
    env: context.env,
    cwd: context.cwd,
    paint: paintFor(context.env),
    inter: (context.env.NOINTER ?? '') === '' && get('inter') !== '0',
    get,
    set: (parameter, value) => values.set(parameter, value),
    given,
    wouldRun: recorder.wouldRun,
    stdin: context.stdin,
    line: context.line,
    out: context.out,
    say: line => context.out(`${line}\n`),
    err: context.err,
    fail: (line, code = 1) => {
      context.out(`${line}\n`);
      throw new Exit(code);
    },
    run: (command, inner, more = {}) => perform({...context, env: {...context.env, ...more}}, command, inner),
    capture: (command, inner, more = {}) => {
      const stdout: string[] = [];
      const stderr: string[] = [];
      const ends = {out: (text: string) => void stdout.push(text), err: (text: string) => void stderr.push(text)};
      const code = drain(perform({...context, ...ends, env: {...context.env, ...more}}, command, inner));
      return {code, stdout: stdout.join(''), stderr: stderr.join('')};
    },
    ask: (question, options) => answer(call, question, options),
    received: path => {
      const content = world.read(path);
      if (content !== null) recorder.file(path, content);
      return content;
    },
    elapsed: () => Math.round((world.now() - began) / 1000),
  };
  return call;
};

/** The wrapper of a privileged command: every argument quoted again and split at blanks (facts/cbsd-ops 0.1). */
const secondStage = (argv: readonly string[]): string[] =>
  splitRequoted(parseArguments(argv, new Set(), {}, () => {}).requoted);

/** The version that the workdir was made for; a difference, or a workdir that is not there, is told on every command. */
const warnOfWorkdir = (context: Context): void => {
  const workdir = context.env.workdir || host.workdir;
  const stored = context.world.read(`${workdir}/ver`);
  const {w1, n1, n2, n0} = paintFor(context.env);
  if (stored === null && !context.world.exists(workdir))
    context.err(
      `${host.distdir}/subr/cbsdinit.subr: cannot create ${workdir}/ver: No such file or directory\nexit: -f: not found\n`,
    );
  if (stored === null || stored === host.version) return;
  const again = `${n2}env workdir=${workdir} cbsd initenv${n0}`;
  context.err(
    `${w1}Warning${n1}: CBSD is ${host.version} while workdir initializated for ${stored}. Please re-run: ${again}\n`,
  );
};

function* inside(context: Context, name: string, row: Row, argv: readonly string[]): Steps {
  if (offerHelp(context, row, argv[0])) return 0;
  const received = row.privileged === true ? secondStage(argv) : argv;
  warnOfWorkdir(context);
  const call = makeCall(context, name, received, row);
  if (argv.length === 0 && row.before !== undefined) row.before(call);
  for (const parameter of names(row.required)) {
    if (call.get(parameter) === '')
      call.fail(`${call.paint.n1}Please set ${name}: ${call.paint.n2}${parameter}${call.paint.n0}`);
  }
  const ran = row.run(call);
  return typeof ran === 'number' ? ran : yield* ran;
}

/** Runs a row to its exit code, whatever way it ends. */
export function* runRow(context: Context, name: string, row: Row, argv: readonly string[]): Steps {
  try {
    return yield* inside(context, name, row, argv);
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof SyntaxFault) {
      context.err(`eval: 1: Syntax error: ${error.message}\neval: 1: Syntax error: Error in command substitution\n`);
      return 2;
    }
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      context.err(`${name}: write failed, filesystem is full: No space left on device\n`);
      return 1;
    }
    throw error;
  }
}

/** A CBSD command by its name. */
export function* perform(context: Context, name: string, argv: readonly string[]): Steps {
  if (name === 'help') return listCommands(context, argv);
  const row = commandRow(name);
  if (row !== null) return yield* runRow(context, name, row, argv);
  context.err(`cbsd: ${name}: not found\n`);
  return 127;
}

/** A system tool: no parser, its arguments are positional as they came. */
export function* performTool(context: Context, name: string, row: Row, argv: readonly string[]): Steps {
  const call = {...makeCall(context, name, [], row), argv, positional: argv};
  try {
    const ran = row.run(call);
    return typeof ran === 'number' ? ran : yield* ran;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      context.err(`${name}: No space left on device\n`);
      return 1;
    }
    throw error;
  }
}
