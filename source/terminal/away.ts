import process from 'node:process';
import {setImmediate as turn} from 'node:timers/promises';

/**
 * Runs `task` while something else owns the terminal; call it inside Ink's `suspendTerminal`. Ink lets go of its own
 * modes there, but Node goes on reading the terminal: without this, 6 of 6 lines typed into an `ssh -t` were lost.
 */
export async function away<T>(task: () => Promise<T>): Promise<T> {
  const ignore = (): void => {};
  const alive = setInterval(ignore, 60_000); // a stopped shell job leaves nothing else to keep the loop running
  await turn(); // Node learns only now that Ink dropped its `readable` listener…
  process.stdin.pause(); // …so only now does this stop the read
  await turn();
  process.on('SIGINT', ignore); // Ctrl-C belongs to the child
  try {
    return await task();
  } finally {
    process.off('SIGINT', ignore);
    clearInterval(alive);
    process.stdout.write('\r'); // Ink repaints from the current column
    process.kill(process.pid, 'SIGWINCH'); // the child swallowed any resize
    await turn();
    await turn();
  }
}

/** For the end of a task of `away`: whatever was printed stays in sight until a line comes. */
export async function enterPressed({stdin} = process): Promise<void> {
  await new Promise<void>(resolve => {
    stdin.once('data', () => resolve()).resume();
  });
  stdin.pause();
}

/** A task for `away`: stops the whole job, as Ctrl-Z does outside of raw mode, until the shell continues it. */
export async function stopped(): Promise<void> {
  const continued = new Promise<void>(resolve => {
    process.once('SIGCONT', () => resolve());
  });
  process.kill(0, 'SIGTSTP');
  await continued;
}
