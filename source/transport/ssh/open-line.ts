import {handSocket, isLoggedIn} from './by-hand.ts';
import type {LineOptions} from './connect.ts';
import type {Line} from './line.ts';
import {type Destination, sshSettings} from './settings.ts';
import {openSsh2Line} from './ssh2-line.ts';
import {openSystemLine} from './system-line.ts';
import {maySystem, needsSystem} from './unfit.ts';
import {Unreachable} from './unreachable.ts';

export type {LineOptions} from './connect.ts';

/** A line, and what else can be tried when it is refused: resolves null where nothing can. */
type Chosen = {readonly line: Line; instead?(): Promise<Chosen | null>};

/** The way to a host: the login that the operator made by hand, our own connection, or the system's ssh where only that can make one. Made at its first use. */
export function openLine(destination: Destination, options: LineOptions = {}): Line {
  let chosen: Promise<Chosen> | null = null;
  const choose = async (): Promise<Chosen> => {
    const settings = await sshSettings(destination);
    const bySystem = (why: string, socket?: string): Chosen => ({
      line: openSystemLine(destination, settings, why, socket),
    });
    if (await isLoggedIn(destination)) return bySystem('the login that was made by hand', handSocket(destination));
    const why = await needsSystem(settings, destination.config);
    if (why !== null) return bySystem(why);
    let other: Promise<Chosen | null> | undefined;
    return {
      line: openSsh2Line(settings, options, destination.config),
      instead() {
        other ??= maySystem(settings).then(hope => (hope === null ? null : bySystem(hope)));
        return other;
      },
    };
  };
  const current = () => {
    chosen ??= choose().catch(error => {
      chosen = null;
      throw error;
    });
    return chosen;
  };
  const through = async <T>(use: (line: Line) => Promise<T>): Promise<T> => {
    const {line, instead} = await current();
    try {
      return await use(line);
    } catch (error) {
      const isRefused = error instanceof Unreachable && error.code === 'no-login';
      const other = isRefused ? await instead?.() : null;
      if (!other) throw error;
      line.close();
      chosen = Promise.resolve(other);
      return use(other.line);
    }
  };
  return {
    ready: () => through(line => line.ready()),
    open: () => through(line => line.open()),
    tunnel: (host, port) => through(line => line.tunnel(host, port)),
    close: () =>
      void chosen?.then(
        ({line}) => line.close(),
        () => {},
      ),
  };
}
