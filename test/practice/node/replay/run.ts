import {spawnSync} from 'node:child_process';
import {mkdirSync, truncateSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {setFault} from '../../../../source/practice/fault.ts';
import {readLog} from '../../../../source/practice/log.ts';
import {resetWorld} from '../../../../source/practice/reset.ts';
import {openFor, run} from '../../../../source/practice/start.ts';
import {residentProgram} from '../../../helpers/resident/program.ts';
import {type Answer, compare, type Verdict} from './compare.ts';
import type {Chain, Recording} from './recording.ts';
import {invocation} from './words.ts';

export type Outcome = {
  readonly recording: Recording;
  /** undefined: the line needs a shell, so it was not replayed. */
  readonly verdict: Verdict | undefined;
  /** Files whose content is not what was recorded. */
  readonly files: readonly string[];
};

const absent = '(no such file)';

export type Door = (call: Call, folder: string) => Answer;

type Call = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
};

/** Replays a chain from its start, offline as it was recorded, call after call in one world. */
export const replay = (chain: Chain, folder: string, door: Door = inProcess): Outcome[] => {
  const refusal = resetWorld(folder, {world: chain.start, program: residentProgram()});
  if (refusal !== null) throw new Error(refusal);
  setFault(folder, {kind: 'offline'});
  return chain.recordings.map(recording => {
    for (const [path, bytes] of Object.entries(recording.before ?? {})) put(folder, path, bytes);
    const answer = ask(recording, folder, door);
    const files = Object.entries(recording.files ?? {}).filter(([path, content]) => !holds(folder, path, content));
    return {
      recording,
      verdict: answer && compare(recording, answer),
      files: answer === undefined ? [] : files.map(([path]) => path),
    };
  });
};

const put = (folder: string, path: string, bytes: number): void => {
  const real = join(folder, 'root', path);
  mkdirSync(dirname(real), {recursive: true});
  writeFileSync(real, '');
  truncateSync(real, bytes);
};

/** A question that nobody answers floods: it is ended after this much. */
const enough = 200_000;

const ask = (recording: Recording, folder: string, door: Door): Answer | undefined => {
  const call = invocation(recording.cmd);
  const base = {workdir: '/usr/jails', NOCOLOR: '1', ...recording.env};
  if (call === undefined || call.argv[0] !== 'cbsd') return inShell(recording, folder, base);
  const env = {...base, ...call.env};
  return door({argv: call.argv.slice(1), env, stdin: recording.stdin ?? ''}, folder);
};

const inProcess: Door = ({argv, env, stdin}, folder) => {
  const lines = stdin.split('\n').filter(line => line !== '');
  const texts = {stdout: '', stderr: ''};
  const {world, fault} = openFor(folder);
  const ends = {
    line: () => lines.shift() ?? null,
    stdin: () => lines.splice(0).join('\n'),
    out: (text: string) => {
      texts.stdout += text;
    },
    err: (text: string) => {
      texts.stderr += text;
    },
  };
  const steps = run({folder, tool: 'cbsd', argv, cwd: '/', env, ...ends}, world, fault);
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return {exit: step.value, ...texts};
      if (texts.stdout.length > enough) return {exit: 'timeout', ...texts};
    }
  } finally {
    world.close();
  }
};

/** The program in the world's bin folder, as an operator's shell would start it. */
export const asProgram: Door = ({argv, env, stdin}, folder) => {
  const {status, stdout, stderr} = spawnSync(join(folder, 'bin/cbsd'), argv, {
    ...{env: {...env, PATH: join(folder, 'bin')}, input: stdin, encoding: 'utf8', cwd: '/'},
    ...{maxBuffer: enough, killSignal: 'SIGKILL', timeout: 20_000},
  });
  return {exit: status ?? 'timeout', stdout, stderr};
};

/** Loops, lists and redirections: the practice host's own sh, its files below the world's folder. */
const inShell = (recording: Recording, folder: string, env: Readonly<Record<string, string>>): Answer | undefined => {
  if (/^(NOCOLOR=1 )?(runuser|script)\b/.test(recording.cmd)) return undefined;
  const line = recording.cmd.replaceAll(/(\s|=)\/(tmp|usr)\//g, `$1${join(folder, 'root')}/$2/`);
  const {status, stdout, stderr} = spawnSync(join(folder, 'bin/sh'), ['-c', line], {
    ...{env: {...env, PATH: join(folder, 'bin')}, encoding: 'utf8', cwd: join(folder, 'root')},
    ...{maxBuffer: enough, killSignal: 'SIGKILL', timeout: 60_000},
  });
  return {exit: status ?? 'timeout', stdout, stderr};
};

/** What the recording's injected commands made outside of the workdir is told by the practice host's log, never made. */
const holds = (folder: string, path: string, content: string): boolean => {
  if (!path.startsWith('/usr/jails/')) {
    const last = readLog(folder).at(-1)?.wouldRun ?? [];
    return last.some(command => command.includes(path)) === (content !== absent);
  }
  const {world} = openFor(folder);
  try {
    return (world.read(path) ?? absent) === content;
  } finally {
    world.close();
  }
};
