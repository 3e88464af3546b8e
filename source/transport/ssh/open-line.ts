import {handSocket, isLoggedIn} from './by-hand.ts';
import type {LineOptions} from './connect.ts';
import type {Line} from './line.ts';
import {type Destination, sshSettings} from './settings.ts';
import {openSsh2Line} from './ssh2-line.ts';
import {openSystemLine} from './system-line.ts';
import {needsSystem} from './unfit.ts';

export type {LineOptions} from './connect.ts';

/** The way to a host: the login that the operator made by hand, our own connection, or the system's ssh where only that can make one. Made at its first use. */
export function openLine(destination: Destination, options: LineOptions = {}): Line {
  let chosen: Promise<Line> | null = null;
  const choose = async () => {
    const settings = await sshSettings(destination);
    if (await isLoggedIn(destination))
      return openSystemLine(destination, settings, 'the login that was made by hand', handSocket(destination));
    const why = await needsSystem(settings);
    return why === null
      ? openSsh2Line(settings, options, destination.config)
      : openSystemLine(destination, settings, why);
  };
  const line = () => {
    chosen ??= choose().catch(error => {
      chosen = null;
      throw error;
    });
    return chosen;
  };
  return {
    ready: async () => (await line()).ready(),
    open: async () => (await line()).open(),
    tunnel: async (host, port) => (await line()).tunnel(host, port),
    close: () =>
      void chosen?.then(
        its => its.close(),
        () => {},
      ),
  };
}
