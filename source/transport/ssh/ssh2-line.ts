import {setTimeout as wait} from 'node:timers/promises';
import type {ClientChannel} from 'ssh2';
import {backingOff} from './back-off.ts';
import {type Connected, connect, type LineOptions} from './connect.ts';
import {type Channel, type FarEnd, farShell, type Line} from './line.ts';
import type {SshSettings} from './settings.ts';
import {Unreachable} from './unreachable.ts';
import {createWindow} from './window.ts';

/** Shells that wait at rest: the commands that a look begins with. */
const atRest = 3;

/** One connection, made when it is first used and again after it was lost. */
export function openSsh2Line(settings: SshSettings, options: LineOptions, config: string | undefined): Line {
  let connected: Promise<Connected> | null = null;
  let closed = false;

  const dial = backingOff(() => connect(settings, options, config));
  const link = (): Promise<Connected> => {
    if (closed) return Promise.reject(new Unreachable('unreachable', `The connection to ${settings.host} was closed`));
    if (connected) return connected;
    const mine = dial();
    connected = mine;
    const forget = () => {
      if (connected === mine) connected = null;
    };
    mine.then(({whenGone, close}) => {
      whenGone(forget);
      if (closed) close();
    }, forget);
    return mine;
  };

  const channels = createWindow(async patienceMs => started(await link(), patienceMs), {
    ahead: atRest,
    ...(options.spareMs !== undefined && {spareMs: options.spareMs}),
  });

  return {
    ready: async () => void (await link()),
    open: channels.open,
    async tunnel(host, port) {
      const {client} = await link();
      return new Promise((resolve, reject) =>
        client.forwardOut('127.0.0.1', 0, host, port, (error, stream) =>
          error ? reject(new Unreachable('unreachable', `${host}, port ${port}: ${error.message}`)) : resolve(stream),
        ),
      );
    },
    close() {
      closed = true;
      channels.close();
      void connected?.then(
        ({close}) => close(),
        () => {},
      );
    },
  };
}

/**
 * Asks again for `patienceMs` while the far side has no session free (reason 2). Listened to at once: a shell that ends as it
 * starts tells its exit code in the packet that opens the channel, and missed it would be called lost.
 */
async function started({client, whenGone}: Connected, patienceMs: number): Promise<Channel> {
  for (const until = Date.now() + patienceMs; ; await wait(10)) {
    try {
      return await new Promise<Channel>((resolve, reject) => {
        // ssh2 answers nobody once the connection is gone
        const forget = whenGone(() => reject(new Unreachable('unreachable', 'The connection was lost')));
        client.exec(farShell, (error, stream) => {
          forget();
          if (error) reject(error);
          else resolve(channelOf(stream, whenGone));
        });
      });
    } catch (error) {
      const isFull = error instanceof Error && 'reason' in error && error.reason === 2;
      if (isFull && Date.now() < until) continue;
      throw error instanceof Unreachable ? error : new Unreachable('unreachable', String(error));
    }
  }
}

/** A channel whose connection is cut closes with neither a code nor a signal: that is no success. */
function channelOf(stream: ClientChannel, whenGone: Connected['whenGone']): Channel {
  let end: FarEnd = {code: null, signal: null};
  stream.on('exit', (code: number | null, signal?: string) => {
    end = {code: code ?? null, signal: signal ?? null};
  });
  stream.on('error', () => {});
  stream.stderr.on('error', () => {});
  const ended = new Promise<FarEnd>(resolve => {
    const over = () => {
      forget();
      resolve(end);
    };
    const forget = whenGone(over);
    stream.once('close', over);
  });
  return {
    stdin: stream,
    stdout: stream,
    stderr: stream.stderr,
    ended,
    close: () => void stream.close(),
  };
}
