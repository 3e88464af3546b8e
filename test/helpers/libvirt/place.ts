import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** A Linux host in a folder: its files lie there under their own paths, and what its kernel and daemon hold is kept here. */
export type Place = {
  readonly root: string;
  /** Domains that run, or are held, with the settings that they run with. */
  readonly running: Map<string, Running>;
  readonly activeNetworks: Set<string>;
  /** What nft has loaded of our table, as `nft -j` tells it; null: there is no such table. */
  doors: string | null;
  /** Who waits for lifecycle events. */
  readonly heard: Set<(event: string) => void>;
};

/** `state` and `reason` are virDomainState's numbers. */
export type Running = {readonly state: number; readonly reason: number; readonly xml: string};

/** What a tool says and how it ends; a text alone ends with 0. */
export type Answer = string | {readonly code: number; readonly stdout?: string; readonly stderr?: string};

/** `words` follow the tool's name; paths in them are the host's own. Whatever is read or said is bytes, a character each. */
export type Tool = (words: readonly string[], place: Place, stdin: string) => Answer;

export const failed = (stderr: string, code = 1): Answer => ({code, stderr: `${stderr}\n`});

/** Where a path of the host lies on this machine. */
export const lying = (place: Pick<Place, 'root'>, file: string): string =>
  file === '/dev/null' ? file : path.join(place.root, file);

export const isThere = (place: Place, file: string): boolean => existsSync(lying(place, file));

/** null: there is no such file. Bytes as characters. */
export function contentOf(place: Place, file: string): string | null {
  try {
    return readFileSync(lying(place, file), 'latin1');
  } catch {
    return null;
  }
}

export function put(place: Place, file: string, content: string): void {
  mkdirSync(path.dirname(lying(place, file)), {recursive: true});
  writeFileSync(lying(place, file), content, 'latin1');
}
