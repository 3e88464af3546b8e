import {tmpdir} from 'node:os';
import type {TestContext} from 'node:test';
import {cleanEnvironment, program} from './program.ts';
import {openPty, type PtyOptions} from './pty.ts';

/** The built program on a terminal, ended with the test: `press('c')`, `await see('Create a jail')`. */
export async function launch(t: Pick<TestContext, 'after'>, args: readonly string[], options: PtyOptions = {}) {
  const env = {...cleanEnvironment(tmpdir()), ...options.env};
  const screen = await openPty(program(), args, {...options, env});
  t.after(() => screen.kill());
  return screen;
}
