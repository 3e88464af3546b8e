import {setTimeout as wait} from 'node:timers/promises';

/**
 * Turns that come one after the other, `ms` apart: what follows a turn may take as long as it will. To begin with fifty hosts
 * in one turn of the event loop (a process and a handshake each) would hold the keys up for all of them together.
 */
export function pace(ms: number): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return async () => {
    const mine = last;
    last = mine.then(() => wait(ms));
    await mine;
  };
}
