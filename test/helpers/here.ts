import {AsyncLocalStorage} from 'node:async_hooks';
import process from 'node:process';
import {main} from '../../source/commands/main.ts';
import type {Run} from './run.ts';
import {runnersHere} from './runners-here.ts';

/** What each of several runs at once has said so far. */
const runs = new AsyncLocalStorage<{stdout: string; stderr: string}>();
let isListening = false;

/**
 * The program within this process: its own `main`, from the arguments to the exit code, without the start of Node that costs more than most
 * commands. Jobs are processes as ever, or run in this one too (`jobs: 'here'`). What belongs to the process itself (signals, a closed pipe, a terminal) `run` has to start.
 */
export async function here(args: readonly string[], jobs: 'here' | 'apart' = 'here'): Promise<Run> {
  listen();
  const said = {stdout: '', stderr: ''};
  const exit = await runs.run(said, () => (jobs === 'here' ? runnersHere(() => main(args)) : main(args)));
  return {exit, ...said};
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = ((...words: Parameters<typeof write>) => {
      const said = runs.getStore();
      if (!said) return write(...words);
      said[name] += String(words[0]);
      return true;
    }) as typeof write;
  }
}
