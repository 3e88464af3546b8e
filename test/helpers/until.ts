import {setTimeout as wait} from 'node:timers/promises';
import {patience} from './patience.ts';

type Sight<T> = T | undefined | null | false | '' | 0;

/** Milliseconds between two looks: what is not there at once is looked for less and less often. */
const [soonest, latest] = [5, 50] as const;

/** Waits for `look` to give something (neither false, undefined, null, 0 nor empty); fails with `what` when it never does. */
export async function until<T>(
  what: string,
  look: () => Sight<T> | Promise<Sight<T>>,
  timeoutMs = patience,
): Promise<T> {
  let pause: number = soonest;
  for (const end = performance.now() + timeoutMs; ; await wait(pause)) {
    const seen = await look();
    if (seen) return seen;
    pause = Math.min(latest, pause * 1.25);
    if (performance.now() > end) throw new Error(`never happened: ${what}`);
  }
}
