import type {HostRef} from '../../jobs/events.ts';
import {forgetLine, isConnected} from '../../jobs/host.ts';
import {defaultHost, keepDefaultHost} from '../../settings/default-host.ts';
import {dropHost, farHosts, type HostSettings, hostSettings, keepHost} from '../../settings/hosts.ts';
import {Unreachable} from '../../transport/ssh/unreachable.ts';
import {logIn} from '../log-in.ts';
import {reachHost, wayTo} from '../reach-host.ts';
import type {Session, Store} from '../session.ts';
import {createCalmStore, createStore} from '../store.ts';
import {trustKey} from '../trust-key.ts';
import {type FleetHost, unread} from './host.ts';
import {pace} from './pace.ts';

/** All hosts that the operator has, side by side: each is looked at by itself and waits for no other. */
export type Fleet = {
  readonly hosts: Store<readonly FleetHost[]>;
  /** Reads the settings again: hosts that were added or taken away elsewhere come and go. */
  reload(): Promise<void>;
  /** Looks at these hosts, or at all; each comes in as soon as it was read. Never rejects: what is in the way is a host's condition. */
  look(names?: readonly string[]): Promise<void>;
  /** The session of a host, connected where it has to be. Rejects with why there is none. */
  session(name: string): Promise<Session>;
  /** Adds a host, or settles something else for one. Rejects with what is wrong with a value. */
  settle(name: string, settings: Partial<HostSettings>): Promise<void>;
  /** Takes it from the list; nothing on it is touched. */
  remove(name: string): Promise<void>;
  /** The screen opens on it. */
  makeDefault(name: string): Promise<void>;
  /** Writes down the key that the host showed at the last look, for ssh too, and looks again. The operator has compared it. */
  trust(name: string): Promise<void>;
  /** Logs in by hand on this terminal, which is the caller's to let go of. Rejects where it came to nothing; the next look goes by it. */
  logIn(name: string): Promise<void>;
};

export type FleetParts = {
  /** The operator's settings. */
  readonly folder: string;
  /** This machine; null where no platform is on it. */
  readonly here: HostRef | null;
  open(host: HostRef): Promise<Session>;
  /** One that is connected already. */
  readonly begun?: Reached;
};

/** Milliseconds between two beginnings of a look at a host, and between two tellings of what came in. */
const beginMs = 20;
const calmMs = 500;

type Reached = {readonly session: Session; readonly ref: HostRef};

export function createFleet({folder, here, open, begun}: FleetParts): Fleet {
  const hosts = createCalmStore<readonly FleetHost[]>([], calmMs);
  const turn = pace(beginMs);
  const reached = new Map<string, Promise<Reached>>(begun ? [[begun.ref.name, Promise.resolve(begun)]] : []);
  const looks = new Map<string, Promise<void>>();

  const find = (name: string) => hosts.snapshot().find(host => host.name === name);
  const tell = (name: string, news: Partial<FleetHost>) =>
    hosts.set(hosts.snapshot().map(host => (host.name === name ? {...host, ...news} : host)));
  const known = (name: string): FleetHost => {
    const host = find(name);
    if (!host) throw new Error(`There is no host called ${name}`);
    return host;
  };

  async function reload(): Promise<void> {
    const own = here ? [[here.name, await hostSettings(folder, here.name)] as const] : [];
    const all = [...own, ...(await farHosts(folder)).filter(([name]) => name !== here?.name)];
    const usual = defaultHost(folder) ?? here?.name;
    hosts.set(
      all.map(([name, settings]) => ({
        ...(find(name) ?? unread(name, settings, name === here?.name)),
        ...{settings, isDefault: name === usual},
      })),
    );
  }

  function reach({name, settings, isHere}: FleetHost): Promise<Reached> {
    const reaching = reached.get(name) ?? connect(name, settings, isHere);
    reached.set(name, reaching);
    reaching.catch(() => reached.delete(name));
    return reaching;
  }

  async function connect(name: string, settings: HostSettings, isHere: boolean): Promise<Reached> {
    if (settings.problem !== '') throw new Error(settings.problem);
    const ref = isHere ? here : await reachHost(name, settings);
    if (!ref) throw new Error(`No platform that construct-tui knows can be on ${name}`);
    return {session: await open(ref), ref};
  }

  async function read(name: string): Promise<void> {
    tell(name, {isReading: true});
    await turn();
    try {
      const {session, ref} = await reach(known(name));
      await session.refresh();
      const view = session.guests.snapshot();
      if (view.status === 'failed') await isConnected(ref); // why it is not is better news than what could not be read
      const jobs = await session.jobs().catch(() => []);
      const {platform, version, rights} = session.host;
      const condition = view.status === 'ready' ? 'ready' : view.isAbsent ? 'no-platform' : 'unreadable';
      const problem = condition === 'ready' ? '' : (view.problems[0] ?? 'It could not be read');
      tell(name, {condition, problem, hint: '', key: null, platform, version, rights, view, jobs});
    } catch (error) {
      const [condition, hint, key] =
        error instanceof Unreachable ? [error.code, error.hint, error.key] : (['unreadable', '', null] as const);
      tell(name, {condition, hint, key, problem: error instanceof Error ? error.message : String(error)});
    } finally {
      tell(name, {isReading: false});
    }
  }

  const look = (name: string): Promise<void> => {
    const looking = looks.get(name) ?? read(name).finally(() => looks.delete(name));
    looks.set(name, looking);
    return looking;
  };

  /** What was known of the way to it is found out anew. */
  const forget = (name: string) => {
    reached.delete(name);
    const host = find(name);
    const destination = host && wayTo(name, host.settings);
    if (destination) forgetLine(destination);
  };

  return {
    hosts,
    reload,
    async look(names) {
      if (hosts.snapshot().length === 0) await reload();
      await Promise.all((names ?? hosts.snapshot().map(({name}) => name)).map(look));
    },
    session: async name => (await reach(known(name))).session,
    async settle(name, settings) {
      await keepHost(folder, name, settings);
      const leads = ['ssh', 'sshConfig', 'practice'].some(key => key in settings);
      if (leads) forget(name);
      await reload();
      if (leads) await look(name);
    },
    async remove(name) {
      if (find(name)?.isHere) throw new Error(`${name} is this machine: it stays`);
      if (defaultHost(folder) === name) await keepDefaultHost(folder, null);
      await dropHost(folder, name);
      forget(name);
      await reload();
    },
    async makeDefault(name) {
      await keepDefaultHost(folder, known(name).isHere ? null : name);
      await reload();
    },
    async trust(name) {
      const {key, settings} = known(name);
      const destination = wayTo(name, settings);
      if (!key || !destination) throw new Error(`${name} has shown no key that is not known`);
      await trustKey(destination, key);
      forget(name);
      await look(name);
    },
    async logIn(name) {
      await logIn(name, known(name).settings); // which lets go of the line that was refused
      reached.delete(name);
    },
  };
}

/** For who has one host and no other. */
export const noFleet: Fleet = {
  hosts: createStore<readonly FleetHost[]>([]),
  reload: async () => {},
  look: async () => {},
  session: name => Promise.reject(new Error(`There is no host called ${name}`)),
  settle: async () => {},
  remove: async () => {},
  makeDefault: async () => {},
  trust: async () => {},
  logIn: async () => {},
};
