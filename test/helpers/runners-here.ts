import {AsyncLocalStorage} from 'node:async_hooks';
import childProcess, {type ChildProcess} from 'node:child_process';
import {EventEmitter} from 'node:events';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {openDesk} from '../../source/jobs/desk.ts';
import {programPath} from '../../source/jobs/program.ts';
import {runJob} from '../../source/jobs/runner.ts';

/** Whose jobs run in this process. */
const asked = new AsyncLocalStorage<true>();
const spawn = childProcess.spawn;

/**
 * Does something whose jobs are run by this process, the same way but for the process: a runner of its own costs as much as four Nodes
 * that do nothing. Not for what is about the life of a runner: its pid is ours.
 */
export function runnersHere<T>(task: () => Promise<T>): Promise<T> {
  childProcess.spawn = spawnOrRun;
  syncBuiltinESMExports();
  return asked.run(true, task);
}

const spawnOrRun = ((...call: Parameters<typeof spawn>) => {
  const [file, words] = call;
  const [program, kind, state, id] = words ?? [];
  const isRunner = file === process.execPath && program === programPath('cli.js') && kind === 'job-runner';
  return isRunner && state && id && asked.getStore() ? runner(state, id) : spawn(...call);
}) as typeof spawn;

/** As much of a child as who starts a runner has to do with. */
function runner(state: string, id: string): ChildProcess {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const child = Object.assign(new EventEmitter(), {stdin, stdout, unref() {}});
  asked.exit(async () => {
    try {
      const secrets = JSON.parse(await text(stdin));
      await runJob(
        () => openDesk(state, id),
        secrets,
        () => void stdout.write('ready\n'),
      );
    } catch (error) {
      console.error(error);
      child.emit('exit', 1);
    }
  });
  return child as unknown as ChildProcess;
}
