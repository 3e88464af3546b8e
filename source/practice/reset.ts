import {existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {ownProgram, writePrograms} from './bin.ts';
import {noFault, setFault} from './fault.ts';
import {seedDemo} from './seed/demo.ts';
import {seedGuests} from './seed/guests.ts';
import {seedBlank, seedNode} from './seed/node.ts';
import {markerName, openWorld, readSettings, type Settings} from './world.ts';

export {binFolder} from './world.ts';

export type ResetOptions = {
  /** `blank`, `fresh`, `demo`, or a number of guests up to 10,000. */
  readonly world?: string;
  readonly zfs?: boolean;
  /** How the tools start the practice program; tests without a bundle pass their own. */
  readonly program?: readonly string[];
};

const mostGuests = 10_000;

const guestCount = (world: string): number | null => {
  if (world === 'blank' || world === 'fresh' || world === 'demo') return 0;
  const count = /^\d{1,5}$/.test(world) ? Number(world) : Number.NaN;
  return count <= mostGuests ? count : null;
};

/** Makes the world anew. null: done; otherwise the reason why the folder stays as it is. */
export const resetWorld = (folder: string, options: ResetOptions = {}): string | null => {
  const world = options.world ?? 'demo';
  const guests = guestCount(world);
  if (guests === null) return `unknown world: ${world}; blank, fresh, demo or a number of guests up to ${mostGuests}`;
  const wanted = resolve(folder);
  if (existsSync(wanted)) {
    const strangers = readdirSync(wanted);
    if (strangers.length > 0 && readSettings(wanted) === null)
      return `${wanted} holds files and was not made by the practice host: choose an empty folder or a new name`;
    for (const name of strangers) rmSync(join(wanted, name), {recursive: true, force: true});
  }
  mkdirSync(wanted, {recursive: true, mode: 0o700});
  const home = realpathSync(wanted);
  const settings: Settings = {world, zfs: options.zfs === true, guests, madeAt: Date.now()};
  writeFileSync(join(home, markerName), `${JSON.stringify({practice: true, ...settings})}\n`, {mode: 0o600});
  setFault(home, noFault);
  writePrograms(home, options.program ?? ownProgram(), world === 'blank');
  const open = openWorld(home);
  seedBlank(open);
  if (world !== 'blank') seedNode(open);
  if (world === 'demo') seedDemo(open);
  if (guests > 0) seedGuests(open, guests);
  open.close();
  return null;
};
