import type {Call} from '../call.ts';

/** Those of the words that are VMs, in their order. */
export const knownVms = (call: Call, words: readonly string[]): readonly string[] =>
  words.filter(
    word => call.world.query('local', "SELECT jname FROM jails WHERE jname=? AND emulator='bhyve'", word).length > 0,
  );

/** `3 seconds`, `1 minutes and 3 seconds`: how CBSD tells how long it took. */
export function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'days'],
    [Math.floor(seconds / 3600) % 24, 'hours'],
    [Math.floor(seconds / 60) % 60, 'minutes'],
  ] as const;
  const long = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit} `);
  return `${long.join('')}${long.length > 0 ? 'and ' : ''}${seconds % 60} seconds`;
}

/** The line that ends most actions. */
export const sayDone = (call: Call, name: string): void => {
  const {n0, n1, n2} = call.paint;
  call.say(`${n1}${name} done ${n2}in ${duration(call.elapsed())}${n0}`);
};
