import type {Command, Result} from '../../model/command.ts';
import type {Line} from './line.ts';
import {type LocalPort, openLocalPort} from './local-port.ts';
import {type FarWish, runFar} from './run-far.ts';
import type {FarScript} from './script.ts';

/** What can be asked of a connection to a host, wherever that is held: in this thread or in one of its own. `ready` rejects with `Unreachable`. */
export type Way = {
  /** Resolves when the connection is there. */
  ready(): Promise<void>;
  /** One command at the far end. Rejects for nothing that the network or the far side does: that is `lost`, with a sentence on stderr. */
  run(script: FarScript, command: Command, wish: Omit<FarWish, 'onBytes'>): Promise<Result>;
  /** A port of this machine that leads to one that the far host reaches. */
  openPort(host: string, port: number): Promise<LocalPort>;
  close(): void;
};

/** In this thread. */
export const wayOver = (line: Line): Way => ({
  ready: line.ready,
  run: (script, command, wish) => runFar(line, script, command, wish),
  openPort: (host, port) => openLocalPort(line, host, port),
  close: line.close,
});
