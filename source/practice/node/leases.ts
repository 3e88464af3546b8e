import type {World} from '../world.ts';

/** Things handed out for some seconds, so that two callers do not get the same one: `thing|end`, one a line. */
export type Leases = {readonly held: ReadonlySet<string>; add(thing: string, seconds: number): void};

/** Reads a lease file and drops what has run out. To be used under the lease's lock. */
export const openLeases = (world: World, file: string, separator: ':' | '|'): Leases => {
  const now = Math.floor(world.now() / 1000);
  const lines = (world.read(file) ?? '').split('\n').filter(line => Number(line.split(separator).at(-1)) > now);
  const keep = (all: readonly string[]): void => {
    world.write(file, all.map(line => `${line}\n`).join(''));
  };
  return {
    held: new Set(lines.map(line => line.split(separator)[0] ?? '')),
    add: (thing, seconds) => keep([...lines, `${thing}${separator}${now + seconds}`]),
  };
};
