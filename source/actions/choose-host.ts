import {existsSync} from 'node:fs';
import {hostname} from 'node:os';
import {drivers, practised} from '../drivers/registry.ts';
import type {HostRef} from '../jobs/events.ts';

export type Wish = {
  readonly practice: boolean;
  /** The practice host's folder. */
  readonly world: string;
  /** The screen falls back to the practice host and says so; a headless command never does. */
  readonly fallBack: boolean;
  /** A platform that is missing yet will do, where its system is there: what looks for what is missing. */
  readonly bare?: boolean;
};

/**
 * The host to work on: the practice host when asked for, this machine's platform, or the one that its system is presumed to get. null: none.
 */
export function chooseHost(
  {practice, world, fallBack, bare = false}: Wish,
  system: string = process.platform,
): HostRef | null {
  const driver =
    drivers.find(({traces}) => traces.some(path => existsSync(path))) ??
    drivers.find(({systems, isPresumed}) => (bare || isPresumed) && systems.includes(system));
  if (practice || (!driver && fallBack)) return {name: 'practice', driver: practised.id, practice: world};
  return driver ? {name: hostname(), driver: driver.id, practice: null} : null;
}

/** The platforms that could be on a machine, each with the systems that it runs on. */
export const platformsThatCouldBe = (): readonly string[] =>
  drivers.map(({title, systems}) => `${title} on ${systems.map(each => systemNames[each] ?? each).join(' or ')}`);

const systemNames: Readonly<Record<string, string>> = {freebsd: 'FreeBSD', linux: 'Linux', sunos: 'illumos'};
