import {existsSync} from 'node:fs';
import {join} from 'node:path';

/** What the operator has settled for one host, in `settings.json` under `hosts` and the host's name. */
export type HostSettings = {
  readonly readOnly: boolean;
  /** Each `Fri 13:00 - Mon 08:00`, or `22:00 - 06:00` for every day. */
  readonly quietHours: readonly string[];
  /** By its IANA name (`Europe/Berlin`); null: the host's own. */
  readonly timeZone: string | null;
  /** How many jobs may run at once. */
  readonly parallel: number;
  /** Why the settings cannot be read, in words; empty: they can. A rule that is not understood is not left out. */
  readonly problem: string;
};

export const defaultSettings: HostSettings = {
  readOnly: false,
  quietHours: [],
  timeZone: null,
  parallel: 4,
  problem: '',
};

/** The library behind it costs 60 ms: it is loaded where there are settings, when something is to be changed. */
export async function hostSettings(folder: string, host: string): Promise<HostSettings> {
  const path = join(folder, 'settings.json');
  if (!existsSync(path)) return defaultSettings;
  try {
    return {...defaultSettings, ...(await given(folder, host))};
  } catch (error) {
    return {...defaultSettings, problem: `${path}: ${error instanceof Error ? error.message : String(error)}`};
  }
}

async function given(folder: string, host: string): Promise<Partial<HostSettings>> {
  const {default: Conf} = await import('conf');
  const store = new Conf<Record<string, unknown>>({cwd: folder, configName: 'settings', configFileMode: 0o600});
  const hosts = store.get('hosts', {});
  const settings = isRecord(hosts) ? (hosts[host] ?? {}) : hosts;
  if (!isRecord(settings)) throw new Error(`hosts.${host} is not a set of settings`);
  for (const [name, value] of Object.entries(settings)) {
    const isRight = right[name];
    if (isRight && !isRight(value)) throw new Error(`hosts.${host}.${name} cannot be ${JSON.stringify(value)}`);
  }
  return settings;
}

const right: Readonly<Record<string, (value: unknown) => boolean>> = {
  readOnly: value => typeof value === 'boolean',
  quietHours: value => Array.isArray(value) && value.every(each => typeof each === 'string'),
  timeZone: value => value === null || typeof value === 'string',
  parallel: value => Number.isInteger(value) && Number(value) >= 1,
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
