import {forgetLine} from '../jobs/host.ts';
import type {HostSettings} from '../settings/hosts.ts';
import {byHand, logInByHand} from '../transport/ssh/by-hand.ts';
import {Unreachable} from '../transport/ssh/unreachable.ts';
import {wayTo} from './reach-host.ts';

/**
 * Logs in to a host on this terminal, where ssh asks for what its keys lack. Everything of ours goes by that login then, until ten minutes
 * after its last use. Rejects with `Unreachable` where it came to nothing.
 */
export async function logIn(name: string, settings: HostSettings): Promise<void> {
  const destination = wayTo(name, settings);
  if (!destination) throw new Unreachable('unreachable', `${settings.ssh} is no host: write it as USER@HOST:PORT`);
  const {exitCode} = await logInByHand(destination);
  if (exitCode !== 0) throw new Unreachable('no-login', `The login to ${name} did not end well`, byHand);
  forgetLine(destination);
}
