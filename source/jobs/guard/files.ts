import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import type {GuardFiles} from '../folder.ts';
import {writeWhole} from '../write-whole.ts';

/** Milliseconds since the epoch. */
export type Armed = {readonly at: number; readonly deadline: number};

export type Outcome = {
  readonly at: number;
  readonly outcome: 'confirmed' | 'reverted' | 'not-reverted';
  /** Who confirmed it, or why it was taken back, in words. */
  readonly note: string;
};

export const readArmed = (files: GuardFiles): Promise<Armed | null> => readJson(files.armed);
export const readApplied = (files: GuardFiles): Promise<{readonly at: number} | null> => readJson(files.applied);
export const readConfirmed = (files: GuardFiles): Promise<{readonly by: string} | null> => readJson(files.confirmed);
export const readOutcome = (files: GuardFiles): Promise<Outcome | null> => readJson(files.outcome);

export const keep = (path: string, content: unknown): Promise<void> => writeWhole(path, JSON.stringify(content));

/** Armed, and nobody knows yet what came of it. */
export const isOpen = (files: GuardFiles): boolean => existsSync(files.armed) && !existsSync(files.outcome);

async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return null; // not there yet: it appears whole or not at all
  }
}
