import {closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync} from 'node:fs';
import type {Entry} from './entry.ts';

const format = 1;

/** The entries in their order; none when there is no file yet. Throws for a file that is not ours to read. */
export const readEntries = (path: string): readonly Entry[] =>
  existsSync(path) ? parseEntries(readFileSync(path, 'utf8'), path) : [];

/** Throws for what no version of ours wrote; `path` is for its words. */
export function parseEntries(text: string, path: string): readonly Entry[] {
  try {
    const content: {format?: unknown; entries?: readonly Entry[]} = JSON.parse(text);
    if (content.format === format && Array.isArray(content.entries)) return content.entries;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Error(`${path} is damaged, or another version wrote it: when no job runs on this host, remove it`);
}

export const entriesText = (entries: readonly Entry[]): string => JSON.stringify({format, entries});

/** Whole or not at all, so that reading needs no lock. */
export function writeEntries(path: string, entries: readonly Entry[]): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, entriesText(entries));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
