import {setTimeout as wait} from 'node:timers/promises';
import type {Chunk, Command} from '../model/command.ts';
import type {Driver} from '../model/driver.ts';
import type {Transport} from '../model/transport.ts';

export type Listening = {
  readonly driver: Pick<Driver, 'events'>;
  readonly transport: Pick<Transport, 'follow'>;
  /** Reads the host; a call while it reads waits for that reading. */
  readonly refresh: () => Promise<void>;
  /** Why nothing is told any more; until it is heard again, whoever listens has to look by themselves. */
  readonly broken: (why: string) => void;
  /** Milliseconds: changes that come together make one look; after a break it is tried again so much later. */
  readonly pace?: {readonly together: number; readonly again: number};
};

/** Reads the host as soon as its platform tells of a change. The way to stop ends the stream too; nothing where there is none. */
export function listenTo({driver, transport, refresh, broken, pace = usualPace}: Listening): () => void {
  const {events} = driver;
  if (!events) return () => {};
  const ending = new AbortController();
  const {signal} = ending;
  let isDue = false;
  let isLooking = false;
  const look = async (): Promise<void> => {
    isDue = true;
    if (isLooking) return;
    isLooking = true;
    while (isDue && !signal.aborted) {
      await wait(pace.together, null, {ref: false});
      isDue = false;
      if (!signal.aborted) await refresh();
    }
    isLooking = false;
  };
  const listen = async (): Promise<void> => {
    for (let isTold = false; !signal.aborted; await wait(pace.again, null, {ref: false})) {
      const startedAt = Date.now();
      const why = await streamed(transport, events, look, signal);
      if (signal.aborted) return;
      if (Date.now() - startedAt > pace.again) isTold = false;
      if (!isTold) broken(why);
      isTold = true;
    }
  };
  void listen();
  return () => ending.abort();
}

/** Resolves when the stream ends, with why. */
async function streamed(
  transport: Listening['transport'],
  events: Command,
  heard: () => Promise<void>,
  signal: AbortSignal,
): Promise<string> {
  let said = '';
  const hear = ({stream, text}: Chunk): void => {
    if (stream === 'stdout') void heard();
    else said = text.trim();
  };
  try {
    const {ending, exitCode} = await transport.follow(events, hear, signal);
    return said.split('\n').at(-1) || (ending === 'exited' ? `it ended with ${exitCode}` : ending);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const usualPace = {together: 150, again: 30_000};
