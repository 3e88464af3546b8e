import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {readFault} from '../fault.ts';
import {runShell} from '../sh/door.ts';
import {Killed} from '../start.ts';
import {binFolder} from '../world.ts';
import {overLimit} from './in-process.ts';
import type {Outcome, Request} from './request.ts';

/** Whether a world's sh may be run without a process: what floods or is killed halfway needs one. */
export const isUnderstood = (folder: string): boolean =>
  !existsSync(join(folder, 'fault-on', 'sh')) && !['flood', 'kill'].includes(readFault(folder).kind);

class Over extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super();
    this.outcome = outcome;
  }
}

/** Runs sh, or a tool that is written in it, in this process. Its limits are looked at between any two programs. */
export async function runShellInProcess(request: Request): Promise<Outcome> {
  const {stdout, stderr} = request;
  const startedAt = Date.now();
  const mayGoOn = () => {
    const over = overLimit(request, startedAt);
    if (over) throw new Over(over);
  };
  try {
    const code = await runShell({
      ...request,
      cwd: '/',
      env: {...request.env, PATH: binFolder(request.folder)},
      out: stdout.add,
      err: stderr.add,
      mayGoOn,
    });
    return overLimit(request, startedAt) ?? {ending: 'exited', code};
  } catch (error) {
    if (error instanceof Over) return error.outcome;
    if (error instanceof Killed) return {ending: 'signalled', signal: 'SIGKILL'};
    throw error;
  }
}
