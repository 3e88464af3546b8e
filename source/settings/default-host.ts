import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const key = 'defaultHost';

/** The host that the screen opens on; null: this machine. A command means this machine whatever stands here. Read without the library that keeps it, which takes 60 ms to load. */
export function defaultHost(folder: string): string | null {
  try {
    const settings: unknown = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));
    const name = typeof settings === 'object' && settings !== null && key in settings ? settings[key] : null;
    return typeof name === 'string' && name !== '' ? name : null;
  } catch {
    return null;
  }
}

/** null: this machine again. */
export async function keepDefaultHost(folder: string, name: string | null): Promise<void> {
  const {default: Conf} = await import('conf');
  const store = new Conf<Record<string, unknown>>({cwd: folder, configName: 'settings', configFileMode: 0o600});
  if (name === null) store.delete(key);
  else store.set(key, name);
}
