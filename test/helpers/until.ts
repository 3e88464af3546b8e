import {setTimeout as wait} from 'node:timers/promises';
import {patience} from './patience.ts';

type Sight<T> = T | undefined | null | false | '' | 0;

/** Waits for `look` to give something (neither false, undefined, null, 0 nor empty); fails with `what` when it never does. */
export async function until<T>(
  what: string,
  look: () => Sight<T> | Promise<Sight<T>>,
  timeoutMs = patience,
): Promise<T> {
  for (const end = performance.now() + timeoutMs; ; await wait(5)) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > end) throw new Error(`never happened: ${what}`);
  }
}
