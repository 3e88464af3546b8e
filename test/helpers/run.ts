import {execFile} from 'node:child_process';
import {tmpdir} from 'node:os';
import {patience} from './patience.ts';
import {cleanEnvironment, program} from './program.ts';

export type Run = {readonly exit: number | null; readonly stdout: string; readonly stderr: string};

export type RunOptions = {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

/** Runs the built program without a terminal. `exit` is null when it had to be ended. */
export function run(
  args: readonly string[],
  {stdin = '', env = {}, timeoutMs = patience}: RunOptions = {},
): Promise<Run> {
  return new Promise(resolve => {
    const options = {
      cwd: '/',
      env: {...cleanEnvironment(tmpdir()), ...env},
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: 256 * 1024 * 1024,
    } as const;
    const child = execFile(program(), args, options, (_error, stdout, stderr) =>
      resolve({exit: child.exitCode, stdout, stderr}),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
  });
}
