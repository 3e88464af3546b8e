import {setTimeout as wait} from 'node:timers/promises';
import type {ClientChannel} from 'ssh2';
import {backingOff} from './back-off.ts';
import {type Connected, connect, type LineOptions} from './connect.ts';
import {type Channel, type FarEnd, farShell, type Line} from './line.ts';
import type {SshSettings} from './settings.ts';
import {Unreachable} from './unreachable.ts';

/** sshd allows 10 sessions a connection and frees them late: with 6, and a second try at a refusal, none is lost (ink-stack 5.3). */
const window = 6;
const refusedPatience = 10_000;

/**
 * Milliseconds for which a shell is kept waiting for the next command, which then needs neither a channel opened nor a
 * login shell started: three in a row take a third of the time (looks and the journal's lines come in rows).
 */
const spareMs = 5000;

/** A far side that has no session free for it is not asked again for so long. */
const spareRest = 60_000;

/** One connection, made when it is first used and again after it was lost. */
export function openSsh2Line(settings: SshSettings, options: LineOptions, config: string | undefined): Line {
  let connected: Promise<Connected> | null = null;
  let closed = false;
  let free = window;
  const waiting: (() => void)[] = [];

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

  const enter = async () => {
    if (free > 0) free--;
    else await new Promise<void>(resolve => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };

  const fresh = async (patience: number): Promise<Channel> => {
    try {
      const channel = await started(await link(), patience);
      void channel.ended.then(leave);
      return channel;
    } catch (error) {
      leave();
      throw error;
    }
  };

  let spare: Channel | null = null;
  let noSpareUntil = 0;
  /** Takes the last free place but one only, so that nobody waits for it. */
  const prepare = async () => {
    if (spare || closed || free < 2 || Date.now() < noSpareUntil) return;
    free--;
    noSpareUntil = Date.now() + spareRest;
    const channel = await fresh(0).catch(() => null);
    if (!channel) return;
    noSpareUntil = 0;
    if (spare || closed) return channel.close();
    spare = channel;
    const timer = setTimeout(() => {
      if (spare !== channel) return;
      spare = null;
      channel.close();
    }, spareMs).unref();
    void channel.ended.then(() => {
      clearTimeout(timer);
      if (spare === channel) spare = null;
    });
  };

  return {
    ready: async () => void (await link()),
    async open() {
      const ready = spare;
      spare = null;
      if (!ready) await enter();
      const channel = ready ?? (await fresh(refusedPatience));
      void prepare();
      return channel;
    },
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
      void connected?.then(
        ({close}) => close(),
        () => {},
      );
    },
  };
}

/**
 * Asks again for `patience` milliseconds while the far side has no session free (reason 2). Listened to at once: a shell that ends as it
 * starts tells its exit code in the packet that opens the channel, and missed it would be called lost.
 */
async function started({client, whenGone}: Connected, patience: number): Promise<Channel> {
  for (const until = Date.now() + patience; ; await wait(10)) {
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
