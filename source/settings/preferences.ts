import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** What the operator chose on the settings screen, a word each; what a word means is the screen's affair. */
export type Preferences = {
  /** A theme's name, or `auto`: by the background of the terminal. */
  readonly theme: string;
  /** `auto` (by the locale), `unicode` or `ascii`. */
  readonly signs: string;
  /** Seconds between two looks at the host; `0`: only when asked. */
  readonly refresh: string;
  /** How a job that ends is told while its own screen is not in front: `bell`, `osc9` or `none`. */
  readonly alert: string;
};

export const usual: Preferences = {theme: 'auto', signs: 'auto', refresh: '15', alert: 'bell'};

const configName = 'settings';

/**
 * The first frame needs them, and the library that keeps them takes 60 ms to load: so they are read without it. A file
 * that cannot be read, or holds something else, is as good as none.
 */
export function readPreferences(folder: string): Preferences {
  const kept = parse(folder);
  const word = (name: keyof Preferences): string => {
    const value = kept[name];
    return typeof value === 'string' ? value : usual[name];
  };
  return {theme: word('theme'), signs: word('signs'), refresh: word('refresh'), alert: word('alert')};
}

function parse(folder: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, `${configName}.json`), 'utf8'));
    return typeof value === 'object' && value !== null ? {...value} : {};
  } catch {
    return {};
  }
}

/** Keeps one of them. Throws when the folder cannot be written. */
export async function keepPreference(folder: string, name: keyof Preferences, value: string): Promise<void> {
  const {default: Conf} = await import('conf');
  const store = new Conf<Record<string, string>>({
    cwd: folder,
    configName,
    configFileMode: 0o600,
    clearInvalidConfig: true,
  });
  store.set(name, value);
}
