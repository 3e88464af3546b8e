import {setTimeout as wait} from 'node:timers/promises';
import type {Command} from '../../model/command.ts';
import {type Held, holdFar} from '../../transport/ssh/hold.ts';
import type {Far} from '../events.ts';
import {lineTo} from '../host.ts';
import {holdJob, prelude} from './scripts.ts';

/** Milliseconds between two signs of life; every fifth keeps the far side from giving us up. */
const beat = 2000;

/** Seconds for which the lock outlives a connection: longer than coming back takes, short enough for who waits. */
const linger = 15;

export type Alive = {
  readonly cancelled: AbortSignal;
  close(): Promise<void>;
};

/**
 * Holds a job's kernel lock on its host, by a process there that lives as long as we talk to it; after a lost connection
 * another one takes over. Rejects when somebody else has it, or the host cannot be reached at all.
 */
export async function holdAlive(far: Far, folder: string): Promise<Alive> {
  const cancel = new AbortController();
  const command: Command = {argv: ['/bin/sh', '-c', `${prelude}${holdJob}`, 'sh', folder, String(linger)]};
  let closed = false;

  /** null: it ended without having it. */
  const take = async (): Promise<Held | null> => {
    const {promise: has, resolve} = Promise.withResolvers<true>();
    const held = await holdFar(lineTo(far.destination), command, {elevate: far.elevate ?? []}, text => {
      if (text === 'held') resolve(true);
      if (text === 'cancel') cancel.abort();
    });
    return (await Promise.race([has, held.ended])) === true ? held : null;
  };

  const first = await take();
  if (!first) throw new Error(`The job of ${folder} has a runner already, or its lock cannot be taken`);
  let current: Held | null = first;

  let count = 0;
  const timer = setInterval(() => current?.say(++count % 5 === 0 ? 'w' : 'b'), beat);
  const watch = async () => {
    while (!closed) {
      await current?.ended;
      current = null;
      if (closed) return;
      await wait(beat / 4);
      current = await take().catch(() => null);
    }
  };
  void watch();

  return {
    cancelled: cancel.signal,
    async close() {
      closed = true;
      clearInterval(timer);
      current?.say('q');
      await Promise.race([current?.ended, wait(beat)]);
    },
  };
}
