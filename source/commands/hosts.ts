import {hostname} from 'node:os';
import {logIn} from '../actions/log-in.ts';
import {closeLines} from '../jobs/host.ts';
import {defaultHost, keepDefaultHost} from '../settings/default-host.ts';
import {dropHost, farHosts, type HostSettings, keepHost} from '../settings/hosts.ts';
import type {Face} from './face.ts';
import {Failure, noSuchHost, wrongUse} from './failure.ts';
import {fleetFor} from './fleet-for.ts';
import {addHost, settingsFrom} from './hosts-add.ts';
import {listHosts} from './hosts-list.ts';
import {testHosts} from './test-hosts.ts';

/** `hosts` and its verbs, each a row of its usage. */
export async function hosts([verb, ...names]: readonly string[], folder: string, face: Face): Promise<number> {
  try {
    switch (verb) {
      case undefined:
      case 'list':
        return await listHosts(folder, face);
      case 'add':
        return await addHost(names, folder, face);
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
        throw wrongUse('hosts takes one of: list, add, test, login, set, default, remove');
    }
  } finally {
    closeLines();
  }
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
