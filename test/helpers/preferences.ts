import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Preferences} from '../../source/settings/preferences.ts';

/** What an operator has chosen before, in the folder that `--state` names. */
export function setPreferences(state: string, chosen: Partial<Preferences>): void {
  const folder = path.join(state, 'settings');
  mkdirSync(folder, {recursive: true});
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(chosen));
}
