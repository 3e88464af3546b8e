import {dirname, join} from 'node:path';
import {drivers, practised} from '../drivers/registry.ts';
import type {HostRef} from '../jobs/events.ts';
import {placeOf, wayTo as wayOf} from '../jobs/host.ts';
import type {HostSettings} from '../settings/hosts.ts';
import {type Destination, destinationOf} from '../transport/ssh/settings.ts';
import {createSshTransport} from '../transport/ssh/transport.ts';
import {Unreachable} from '../transport/ssh/unreachable.ts';

/** Of a machine: its system, who we are there, the way to root, then which of the files of $@ are there. */
const asked = `uname -s; id -u
w=; for c in sudo doas; do command -v $c >/dev/null && $c -n true 2>/dev/null && { w=$c; break; }; done; echo "$w"
for f; do [ -e "$f" ] && echo "$f"; done; :`;

/** Where a host's name leads by its settings; null: that is no destination. */
export function wayTo(name: string, {ssh, sshConfig}: HostSettings): Destination | null {
  const destination = destinationOf(ssh ?? name);
  return destination && {...destination, ...(sshConfig !== null && {config: sshConfig})};
}

/**
 * Connects, and finds out which platform is there, or could be, and how we become root. Rejects with `Unreachable`; null:
 * none of our platforms runs on its system.
 */
export async function reachHost(name: string, settings: HostSettings): Promise<HostRef | null> {
  const destination = wayTo(name, settings);
  if (!destination) throw new Unreachable('unreachable', `${settings.ssh} is no host: write it as USER@HOST:PORT`);
  const way = wayOf(destination);
  await way.ready();
  const transport = createSshTransport(way, destination, placeOf(null));
  const traces = drivers.flatMap(driver => driver.traces);
  const {stdout, stderr, exitCode} = await transport.read({argv: ['/bin/sh', '-c', asked, 'sh', ...traces]});
  if (exitCode !== 0) throw new Unreachable('unreachable', `${name}: ${stderr.trim() || 'it gives no shell'}`);
  const [system = '', user = '', elevator = '', ...found] = stdout.split('\n');
  const {practice} = settings;
  const driver =
    practice === null
      ? (drivers.find(each => each.traces.some(path => found.includes(path))) ??
        drivers.find(({systems}) => systems.includes(system.toLowerCase())))
      : practised;
  if (!driver) return null;
  const elevate = user === '0' || practice !== null ? [] : elevator === '' ? null : [elevator, '-n'];
  return {name, driver: driver.id, practice, far: {destination, elevate, state: stateOf(system, practice)}};
}

/** The folder of the host's jobs, the same that somebody on it would use. */
function stateOf(system: string, practice: string | null): string {
  if (practice !== null) return join(dirname(practice), 'host');
  return system === 'Linux' ? '/var/lib/construct-tui' : '/var/db/construct-tui';
}
