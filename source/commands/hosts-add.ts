import {reachHost, wayTo} from '../actions/reach-host.ts';
import {keyInWords, trustKey} from '../actions/trust-key.ts';
import {closeLines} from '../jobs/host.ts';
import {
  defaultSettings,
  type HostSettings,
  hostNameProblem,
  keepHost,
  settingFrom,
  settingProblem,
} from '../settings/hosts.ts';
import {fingerprint} from '../transport/ssh/known-hosts.ts';
import {destinationOf} from '../transport/ssh/settings.ts';
import {Unreachable} from '../transport/ssh/unreachable.ts';
import type {Face} from './face.ts';
import {Failure, wrongUse} from './failure.ts';
import {fleetFor} from './fleet-for.ts';
import {testHosts} from './test-hosts.ts';

/** `hosts add NAME [USER@HOST:PORT]`: kept once it was reached with a key that is known, or that the operator says is right. */
export async function addHost([name, to, ...more]: readonly string[], folder: string, face: Face): Promise<number> {
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

/** `colour=red`, `tags=web,db`. Throws wrong use, naming the setting. */
export function settingsFrom(list: readonly string[]): Partial<HostSettings> {
  return Object.fromEntries(
    list.map(text => {
      const [, name = text, words = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      const value = name === 'ssh' ? undefined : settingFrom(name, words);
      if (value === undefined) throw wrongUse(settingProblem(name, words), '', name);
      return [name, value];
    }),
  );
}
