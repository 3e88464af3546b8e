import {userInfo} from 'node:os';
import path from 'node:path';
import type {Command} from '../model/command.ts';

export type LocalOptions = {
  /** PATH of every command. */
  readonly path?: string;
  /** The practice host's folder: absolute paths, of programs as of files, lie under it. */
  readonly root?: string;
  readonly practice?: boolean;
  /** Beside the minimal environment, for every command. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Put before every command, e.g. `['sudo', '-n']`. */
  readonly elevate?: readonly string[];
};

/** What is really started. */
export type Launch = {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

export const systemPath = '/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin';

/**
 * Rejects what no process can be started with; that is an error of ours, not of the host. What became root takes no
 * signal from us: with `limitMs` it is ended from its own side, by `timeout`. We never send a signal as root.
 */
export function launchOf(command: Command, options: LocalOptions, limitMs?: number): Launch {
  const [program, ...args] = command.argv;
  if (!program) throw new TypeError('The argv is empty');
  if (program.includes('='))
    throw new TypeError(`A program cannot be named ${program}: env would take it for a variable`);
  if (command.argv.some(argument => argument.includes('\0'))) throw new TypeError('An argument holds a NUL byte');
  const env = {...minimalEnvironment(options), ...options.environment, ...command.env};
  const file = program.includes('/') ? under(options.root, program) : program;
  const [elevator, ...elevation] = options.elevate ?? [];
  if (elevator === undefined) return {file, args, env};
  // sudo and doas clean the environment themselves and would drop NOCOLOR and NOINTER with the rest: `env` sets it again.
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const limit = limitMs === undefined ? [] : ['timeout', '-s', 'KILL', `${limitMs / 1000}`];
  return {file: elevator, args: [...elevation, ...limit, 'env', '-i', ...variables, file, ...args], env};
}

/**
 * cbsd-ops 0.6. LANG is C because that is what CBSD was measured with: tools answer in English, sort by bytes and pass
 * bytes through as they are. TERM is what CBSD itself sets when it goes to the background.
 */
export const minimalEnvironment = (options: Pick<LocalOptions, 'path'>): Readonly<Record<string, string>> => ({
  PATH: options.path ?? systemPath,
  HOME: userInfo().homedir,
  LANG: 'C',
  TERM: 'xterm',
  NOCOLOR: '1',
});

/** Joined after it was made absolute, so that no `..` leads out of the root. */
export const under = (root: string | undefined, file: string): string =>
  root === undefined ? file : path.join(root, path.resolve('/', file));
