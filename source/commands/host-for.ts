import {hostname} from 'node:os';
import {chooseHost} from '../actions/choose-host.ts';
import {logIn} from '../actions/log-in.ts';
import {reachHost} from '../actions/reach-host.ts';
import {drivers} from '../drivers/registry.ts';
import type {HostRef} from '../jobs/events.ts';
import {defaultHost} from '../settings/default-host.ts';
import {folders} from '../settings/folders.ts';
import {hostSettings} from '../settings/hosts.ts';
import {Unreachable} from '../transport/ssh/unreachable.ts';
import {canAsk} from './face.ts';
import {Failure, noSuchHost, wrongUse} from './failure.ts';
import type {Options} from './options.ts';

/**
 * The host that the command line means: the one of `--host`, connected, else this machine; `bare`: also one whose platform is missing
 * yet. `asScreen`: the operator's default host comes before this machine, and the practice host behind it; a script means the same
 * host whatever is settled. Throws what is in the way.
 */
export async function hostFor(options: Options, asScreen: boolean, bare = false): Promise<HostRef> {
  const practice = options.flag('practice');
  const own = folders(options.text('state'), false).settings;
  const asked = options.text('host');
  if (asked !== null && practice) throw wrongUse('--practice and --host are two hosts: give one of them', '', 'host');
  const named = asked ?? (practice || !asScreen ? null : defaultHost(own));
  if (named !== null && named !== hostname()) return farHost(named, own, options);
  const host = chooseHost({practice, world: folders(options.text('state'), true).world, fallBack: asScreen, bare});
  if (!host) {
    throw new Failure(3, 'no-platform', 'No platform that construct-tui knows is on this machine', {
      hint: [...drivers.flatMap(({install}) => install), '--practice uses the practice host'].join('\n  '),
    });
  }
  return host;
}

async function farHost(name: string, folder: string, options: Options): Promise<HostRef> {
  const settings = await hostSettings(folder, name);
  if (settings.problem !== '') throw new Failure(3, 'unreadable', settings.problem, {field: 'host'});
  if (settings.ssh === null) noSuchHost(name);
  const host = await reachHost(name, settings).catch(async error => {
    if (!(error instanceof Unreachable && error.code === 'no-login' && canAsk(options))) throw error;
    await logIn(name, settings); // ssh asks here for what no key gave
    return reachHost(name, settings);
  });
  if (!host)
    throw new Failure(3, 'no-platform', `No platform that construct-tui knows can be on ${name}`, {field: 'host'});
  return host;
}
