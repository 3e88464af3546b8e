import type {Channel} from './line.ts';

/** The channels of one connection. */
export type Window = {
  open(): Promise<Channel>;
  /** Lets go of the shells that wait. */
  close(): void;
};

/** sshd allows 10 sessions a connection and frees them late: with 6, and a second try at a refusal, none is lost (ink-stack 5.3). */
const size = 6;
const refusedPatienceMs = 10_000;

/** Milliseconds for which a far side that has no session free for it is not asked again. */
const spareRestMs = 60_000;

/** Milliseconds without a command after which shells are opened ahead: until then they would keep the next command of a row from the far side's processors. */
const restMs = 20;

export type WindowOptions = {
  /** Milliseconds for which a shell waits for a command. */
  readonly spareMs?: number;
  /** Shells that wait at rest. */
  readonly ahead?: number;
};

/**
 * At most six channels at once, some of them opened ahead of their commands, which then wait neither for a channel nor for a login shell to
 * start: looks and the journal's lines come in rows. While commands run one is kept ahead of them, at rest `ahead`. `start` opens one, and asks
 * again for so many milliseconds where it is refused.
 */
export function createWindow(
  start: (patienceMs: number) => Promise<Channel>,
  {spareMs = 10_000, ahead = 1}: WindowOptions = {},
): Window {
  let free = size;
  let running = 0;
  let closed = false;
  const waiting: (() => void)[] = [];
  /** The oldest first. Null within: the far side would not have it. Nothing was said to them, so that their loss is nobody's. */
  const spares = new Set<Promise<Channel | null>>();
  let noSpareUntil = 0;
  let resting: NodeJS.Timeout | undefined;

  const enter = async () => {
    if (free > 0) free--;
    else await new Promise<void>(resolve => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  const fresh = async (patienceMs: number): Promise<Channel> => {
    try {
      const channel = await start(patienceMs);
      void channel.ended.then(leave);
      return channel;
    } catch (error) {
      leave();
      throw error;
    }
  };

  const prepare = () => {
    free--;
    const mine = fresh(0).then(
      channel => {
        for (const stream of [channel.stdout, channel.stderr]) stream.resume(); // unread, it would never tell that it has ended
        const unused = setTimeout(() => {
          if (spares.delete(mine)) channel.close(); // out of the set at once: its end is a round trip away
        }, spareMs).unref();
        void channel.ended.then(() => {
          clearTimeout(unused);
          spares.delete(mine);
        });
        return channel;
      },
      () => {
        noSpareUntil = Date.now() + spareRestMs;
        spares.delete(mine);
        return null;
      },
    );
    spares.add(mine);
  };
  const keepAhead = (count: number) => {
    while (spares.size < count && free > 0 && !closed && Date.now() >= noSpareUntil) prepare();
  };
  const take = async (): Promise<Channel | null> => {
    const [oldest] = spares;
    if (!oldest) return null;
    spares.delete(oldest);
    return oldest;
  };
  const rest = () => {
    running--;
    if (running === 0) resting = setTimeout(() => keepAhead(ahead), restMs).unref();
  };

  return {
    async open() {
      clearTimeout(resting);
      running++;
      try {
        const ready = await take();
        if (!ready) await enter();
        const channel = ready ?? (await fresh(refusedPatienceMs));
        void channel.ended.then(rest);
        keepAhead(1);
        return channel;
      } catch (error) {
        rest();
        throw error;
      }
    },
    close() {
      closed = true;
      for (const spare of spares) void spare.then(channel => channel?.close());
      spares.clear();
    },
  };
}
