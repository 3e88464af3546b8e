import {setTimeout as wait} from 'node:timers/promises';
import {patience} from './patience.ts';

/** Waits for `look` to give something (neither false, undefined, 0 nor empty); fails with `what` when it never does. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | '' | 0,
  timeoutMs = patience,
): Promise<T> {
  for (const end = performance.now() + timeoutMs; ; await wait(5)) {
    const seen = look();
    if (seen) return seen;
    if (performance.now() > end) throw new Error(`never happened: ${what}`);
  }
}
