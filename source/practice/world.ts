import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Databases, openDatabases} from './databases.ts';
import {type Fault, readFault} from './fault.ts';
import {type Files, openFiles} from './files.ts';
import {locked} from './lock.ts';

/** What a reset decided; kept in the folder's marker file. */
export type Settings = {
  readonly world: string;
  readonly zfs: boolean;
  readonly guests: number;
  readonly madeAt: number;
};

/** The state of one practice host: files and databases as CBSD lays them out, and beside them what a kernel would hold. */
export type World = Files &
  Omit<Databases, 'close'> & {
    readonly folder: string;
    readonly settings: Settings;
    /** Mirrors unreachable: downloads fail as they did where CBSD was recorded. */
    readonly offline: boolean;
    /** Milliseconds since the epoch. */
    now(): number;
    /** One process at a time. `name` is a word of the caller's. */
    locked<T>(name: string, work: () => T): T;
    /** How often this call has changed anything. */
    changes(): number;
    /** From now on every write fails with ENOSPC. */
    fill(): void;
    isFull(): boolean;
    /** Closes every database, so that its file is whole. */
    flush(): void;
    close(): void;
  };

export const markerName = 'practice.json';

export const binFolder = (folder: string): string => join(folder, 'bin');

export const readSettings = (folder: string): Settings | null => {
  try {
    return JSON.parse(readFileSync(join(folder, markerName), 'utf8'));
  } catch {
    return null;
  }
};

const noSpace = (): Error => Object.assign(new Error('No space left on device'), {code: 'ENOSPC'});

export const openWorld = (folder: string, fault: Fault = readFault(folder)): World => {
  const settings = readSettings(folder);
  if (settings === null) throw new Error(`practice: not a practice folder: ${folder}`);
  let changed = 0;
  let full = false;
  const changing = (): void => {
    if (full) throw noSpace();
    changed += 1;
  };
  const files = openFiles(join(folder, 'root'), changing);
  const {close, ...databases} = openDatabases(files, join(folder, 'templates'), changing);
  return {
    ...files,
    ...databases,
    folder,
    settings,
    offline: fault.kind === 'offline',
    now: Date.now,
    locked: (name, work) => locked(join(folder, `${name}.lock`), work),
    changes: () => changed,
    fill: () => {
      full = true;
    },
    isFull: () => full,
    flush: close,
    close,
  };
};
