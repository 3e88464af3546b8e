import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after} from 'node:test';
import {binFolder, type ResetOptions, resetWorld} from '../../source/practice/reset.ts';
import {residentProgram} from '../helpers/resident/program.ts';

const home = mkdtempSync(join(tmpdir(), 'practice-'));
after(() => rmSync(home, {recursive: true, force: true}));

let made = 0;

/** A world of its own for a test; gone when the run ends. */
export const makeWorld = (options: ResetOptions = {}): string => {
  made += 1;
  const folder = join(home, `world-${made}`);
  const refusal = resetWorld(folder, {program: residentProgram(), ...options});
  if (refusal !== null) throw new Error(refusal);
  return folder;
};

export type Ran = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly signal: string | null;
};

/** Starts a tool as an operator's shell would. */
export const start = (
  folder: string,
  tool: string,
  argv: readonly string[],
  options: {input?: string; env?: Record<string, string>} = {},
): Ran => {
  const {status, stdout, stderr, signal} = spawnSync(join(binFolder(folder), tool), argv, {
    ...{cwd: '/', encoding: 'utf8', input: options.input ?? '', timeout: 20_000, killSignal: 'SIGKILL'},
    env: {PATH: binFolder(folder), NOCOLOR: '1', NOINTER: '1', ...options.env},
  });
  return {code: status, stdout, stderr, signal};
};
