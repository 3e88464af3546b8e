import {hostname} from 'node:os';
import {logIn} from '../actions/log-in.ts';
import {reachHost, wayTo} from '../actions/reach-host.ts';
import {keyInWords, trustKey} from '../actions/trust-key.ts';
import {closeLines} from '../jobs/host.ts';
import {defaultHost, keepDefaultHost} from '../settings/default-host.ts';
import {
  defaultSettings,
  dropHost,
  farHosts,
  type HostSettings,
  hostNameProblem,
  keepHost,
  settingFrom,
} from '../settings/hosts.ts';
import {fingerprint} from '../transport/ssh/known-hosts.ts';
import {destinationOf} from '../transport/ssh/settings.ts';
import {Unreachable} from '../transport/ssh/unreachable.ts';
import type {Face} from './face.ts';
import {Failure, noSuchHost, wrongUse} from './failure.ts';
import {fleetFor} from './fleet-for.ts';
import {table} from './tables.ts';
import {testHosts} from './test-hosts.ts';

/** `hosts` and its verbs, each a row of its usage. */
export async function hosts([verb, ...names]: readonly string[], folder: string, face: Face): Promise<number> {
  try {
    switch (verb) {
      case undefined:
        return await listHosts(folder, face);
      case 'add':
        return await add(names, folder, face);
      case 'test':
        return await testHosts(namesOf(await chosen(names, folder)), await fleetFor(face.options, null), face);
      case 'login':
        return await login(names, folder, face);
      case 'set':
        return await set(names, folder, face);
      case 'default':
        return await makeDefault(names, folder, face);
      case 'remove':
        return await remove(names, folder, face);
      default:
        throw wrongUse('hosts takes one of: add, test, login, set, default, remove');
    }
  } finally {
    closeLines();
  }
}

async function listHosts(folder: string, face: Face): Promise<number> {
  const all = await farHosts(folder);
  for (const [, {problem}] of all) if (problem !== '') face.note(problem);
  if (face.json) {
    face.document({
      hosts: all.map(([name, {ssh, group, tags, colour, readOnly, practice}]) => ({
        ...{name, ssh, group, tags, colour, readOnly},
        practice: practice !== null,
      })),
    });
    return 0;
  }
  const rows = all.map(([name, {ssh, group, tags, readOnly}]) => [
    ...[name, ssh ?? '', group || '-', tags.join(',') || '-'],
    readOnly ? 'read-only' : '-',
  ]);
  face.print(table(['HOST', 'SSH', 'GROUP', 'TAGS', 'CHANGES'], rows));
  return 0;
}

async function add([name, to, ...more]: readonly string[], folder: string, face: Face): Promise<number> {
  if (name === undefined || more.length > 0)
    throw wrongUse('hosts add takes a name, and where it leads when that is no alias of ssh', undefined, 'NAME');
  const problem = hostNameProblem(name);
  if (problem !== null) throw wrongUse(problem, '', 'NAME');
  const ssh = to ?? name;
  if (!destinationOf(ssh)) throw wrongUse(`${ssh} is no host: write it as USER@HOST:PORT`, '', 'HOST');
  const given = {ssh, ...settingsFrom(face.options.list('set'))};
  const settings: HostSettings = {...defaultSettings, ...given};
  await connected(name, settings, face);
  await keepHost(folder, name, given);
  face.note(`${name} was added: construct-tui --host ${name} list`);
  return testHosts([name], await fleetFor(face.options, null), face);
}

/** An unknown key is asked about, or taken when it has the fingerprint that was given; `--yes` takes none. */
async function connected(name: string, settings: HostSettings, face: Face): Promise<void> {
  try {
    await reachHost(name, settings);
  } catch (error) {
    const destination = wayTo(name, settings);
    const isNew = error instanceof Unreachable && error.code === 'unknown-key' && error.key && destination;
    if (!isNew || !error.key) throw error;
    const wanted = face.options.text('fingerprint');
    if (wanted !== null && wanted !== fingerprint(error.key))
      throw new Failure(8, 'changed-key', `The key of ${name} is ${keyInWords(error.key)}, and not ${wanted}`);
    if (wanted === null && !(await confirmed(name, error.key, face))) throw error;
    face.note(`Its key stands in ${await trustKey(destination, error.key)} now`);
    closeLines();
    await reachHost(name, settings);
  }
}

async function confirmed(name: string, key: Buffer, face: Face): Promise<boolean> {
  if (!face.confirm) return false;
  face.note(`${name} shows a key that nobody here has seen: ${keyInWords(key)}`);
  face.note('Compare it with what its own console says: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
  return face.confirm('Is it the same? [y/N] ');
}

function settingsFrom(list: readonly string[]): Partial<HostSettings> {
  return Object.fromEntries(
    list.map(text => {
      const [, name = text, words = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      const value = name === 'ssh' ? undefined : settingFrom(name, words);
      if (value === undefined) throw wrongUse(`${name} of a host cannot be ${JSON.stringify(words)}`, '', name);
      return [name, value];
    }),
  );
}

/** `hosts set NAME SETTING=VALUE…`; this machine is settled by its own name. */
async function set([name, ...pairs]: readonly string[], folder: string, face: Face): Promise<number> {
  if (name === undefined || pairs.length === 0)
    throw wrongUse('hosts set takes a name and settings: construct-tui hosts set NAME group=lab', '', 'NAME');
  if (name !== hostname()) await chosen([name], folder);
  await keepHost(folder, name, settingsFrom(pairs));
  face.note(`${name} is settled`);
  return 0;
}

/** For keys with a passphrase, passwords and codes: ssh asks on this terminal, and what comes after goes by that login. */
async function login([name, ...more]: readonly string[], folder: string, face: Face): Promise<number> {
  if (name === undefined || more.length > 0) throw wrongUse('hosts login takes one name', undefined, 'NAME');
  const [[, settings] = noSuchHost(name)] = await chosen([name], folder);
  if (!face.confirm)
    throw new Failure(4, 'no-terminal', 'hosts login asks on a terminal, and there is none', {
      hint: 'an agent that holds the key (ssh-add) needs none',
    });
  await logIn(name, settings);
  return testHosts([name], await fleetFor(face.options, null), face);
}

async function makeDefault([name, ...more]: readonly string[], folder: string, face: Face): Promise<number> {
  if (name === undefined || more.length > 0) throw wrongUse('hosts default takes one name', '', 'NAME');
  const isHere = name === hostname();
  if (!isHere) await chosen([name], folder);
  await keepDefaultHost(folder, isHere ? null : name);
  face.note(
    isHere
      ? 'The screen opens on this machine'
      : `The screen opens on ${name}; commands mean this machine unless --host names another one`,
  );
  return 0;
}

async function remove([name, ...more]: readonly string[], folder: string, face: Face): Promise<number> {
  if (name === undefined || more.length > 0) throw wrongUse('hosts remove takes one name', undefined, 'NAME');
  await chosen([name], folder);
  if (defaultHost(folder) === name) await keepDefaultHost(folder, null);
  await dropHost(folder, name);
  face.note(`${name} was taken from the list; nothing on it, and no key of it, was touched`);
  return 0;
}

const namesOf = (hosts: readonly (readonly [string, HostSettings])[]) => hosts.map(([name]) => name);

/** Those of these names, or all of them. */
async function chosen(names: readonly string[], folder: string): Promise<readonly (readonly [string, HostSettings])[]> {
  const all = await farHosts(folder);
  return names.length === 0 ? all : names.map(name => all.find(([its]) => its === name) ?? noSuchHost(name));
}
