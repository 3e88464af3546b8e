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
  /** Another machine: `USER@HOST:PORT`, or an alias of the operator's ssh configuration; null: not reached over SSH. */
  readonly ssh: string | null;
  /** Another configuration of ssh than ~/.ssh/config. */
  readonly sshConfig: string | null;
  /** The folder of a practice host on that machine; null: a real one. */
  readonly practice: string | null;
  /** The host's name stands in this colour, so that one is not taken for another; empty: no colour. */
  readonly colour: string;
  readonly group: string;
  readonly tags: readonly string[];
  /** Why the settings cannot be read, in words; empty: they can. A rule that is not understood is not left out. */
  readonly problem: string;
};

export const defaultSettings: HostSettings = {
  readOnly: false,
  quietHours: [],
  timeZone: null,
  parallel: 4,
  ssh: null,
  sshConfig: null,
  practice: null,
  colour: '',
  group: '',
  tags: [],
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
  const hosts = (await storeIn(folder)).get('hosts', {});
  const settings = isRecord(hosts) ? (hosts[host] ?? {}) : hosts;
  if (!isRecord(settings)) throw new Error(`hosts.${host} is not a set of settings`);
  for (const [name, value] of Object.entries(settings)) {
    if (rules[name] && !rules[name].is(value))
      throw new Error(`hosts.${host}.${name} cannot be ${JSON.stringify(value)}`);
  }
  return settings;
}

async function storeIn(folder: string) {
  const {default: Conf} = await import('conf');
  return new Conf<Record<string, unknown>>({cwd: folder, configName: 'settings', configFileMode: 0o600});
}

/** The hosts that are reached over SSH, by name, as they were added. Throws for a file that cannot be read. */
export async function farHosts(folder: string): Promise<readonly (readonly [string, HostSettings])[]> {
  if (!existsSync(join(folder, 'settings.json'))) return [];
  const hosts = (await storeIn(folder)).get('hosts', {});
  const names = isRecord(hosts) ? Object.keys(hosts) : [];
  const all = await Promise.all(names.map(async name => [name, await hostSettings(folder, name)] as const));
  return all.filter(([, settings]) => settings.ssh !== null || settings.problem !== '');
}

/** Adds a host, or settles something else for it. Throws what is wrong with a value, in words. */
export async function keepHost(folder: string, name: string, settings: Partial<HostSettings>): Promise<void> {
  const wrong = Object.entries(settings).find(([key, value]) => !rules[key]?.is(value));
  if (wrong) throw new Error(`${wrong[0]} cannot be ${JSON.stringify(wrong[1])}`);
  const store = await storeIn(folder);
  const hosts = store.get('hosts', {});
  const known = isRecord(hosts) ? hosts : {};
  store.set('hosts', {...known, [name]: {...(isRecord(known[name]) ? known[name] : {}), ...settings}});
}

/** Nothing on the host itself is touched. */
export async function dropHost(folder: string, name: string): Promise<void> {
  const store = await storeIn(folder);
  const hosts = store.get('hosts', {});
  if (isRecord(hosts)) store.set('hosts', Object.fromEntries(Object.entries(hosts).filter(([key]) => key !== name)));
}

/** What is wrong with a name for a host; null: nothing. */
export const hostNameProblem = (name: string): string | null =>
  /^[A-Za-z0-9][\w.-]{0,62}$/.test(name) && name !== 'practice'
    ? null
    : `${name} is no name for a host: letters, digits, dots and hyphens, and not practice`;

/** Colours that a host's name can have: what every terminal knows. */
export const hostColours = ['', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;

/** From the words of a command line to a value of the setting's kind; undefined: no such setting, or no such value. */
export function settingFrom(name: string, text: string): unknown {
  const usual = Object.entries(defaultSettings).find(([key]) => key === name)?.[1];
  const value =
    typeof usual === 'boolean'
      ? ['1', 'yes', 'true'].includes(text) || (['0', 'no', 'false'].includes(text) ? false : undefined)
      : typeof usual === 'number'
        ? Number(text)
        : Array.isArray(usual)
          ? text.split(',').filter(Boolean)
          : text;
  return rules[name]?.is(value) ? value : undefined;
}

/** Why a setting cannot have such a value, or that there is none of that name. */
export const settingProblem = (name: string, text: string): string =>
  Object.hasOwn(rules, name)
    ? `${name} of a host cannot be ${JSON.stringify(text)}: ${rules[name]?.takes}`
    : `${name} is no setting of a host: ${Object.keys(rules).join(', ')} are`;

const textOrNull = (takes: string) => ({takes, is: (value: unknown) => value === null || typeof value === 'string'});
const texts = (takes: string) => ({
  takes,
  is: (value: unknown) => Array.isArray(value) && value.every(each => typeof each === 'string'),
});

type Rule = {readonly takes: string; readonly is: (value: unknown) => boolean};

const rules: Readonly<Record<string, Rule>> = {
  readOnly: {takes: 'yes or no', is: value => typeof value === 'boolean'},
  quietHours: texts('times such as "22:00 - 06:00", commas between'),
  timeZone: textOrNull('a name such as Europe/Berlin'),
  parallel: {takes: 'a number of jobs from 1 on', is: value => Number.isInteger(value) && Number(value) >= 1},
  ssh: textOrNull('where it leads is settled as it is added (hosts remove, hosts add)'),
  sshConfig: textOrNull('the path of a file'),
  practice: textOrNull('the path of a folder'),
  colour: {
    takes: `empty or one of ${hostColours.slice(1).join(', ')}`,
    is: value => hostColours.some(colour => colour === value),
  },
  group: {takes: 'a word', is: value => typeof value === 'string'},
  tags: texts('words, commas between'),
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
