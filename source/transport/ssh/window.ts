import type {Channel} from './line.ts';

/** The channels of one connection. */
export type Window = {
  open(): Promise<Channel>;
  /** Lets go of the shell that waits. */
  close(): void;
};

/** sshd allows 10 sessions a connection and frees them late: with 6, and a second try at a refusal, none is lost (ink-stack 5.3). */
const size = 6;
const refusedPatienceMs = 10_000;

/** Milliseconds for which a far side that has no session free for it is not asked again. */
const spareRestMs = 60_000;

/**
 * At most six channels at once, one of them opened ahead of its command, which then waits neither for a channel nor for a login shell to
 * start: looks and the journal's lines come in rows. `start` opens one, and asks again for so many milliseconds where it is refused.
 * `spareMs`: for so long it waits.
 */
export function createWindow(start: (patienceMs: number) => Promise<Channel>, spareMs = 10_000): Window {
  let free = size;
  let closed = false;
  const waiting: (() => void)[] = [];
  /** Null within: the far side would not have it. Nothing was said to it, so that its loss is nobody's. */
  let spare: Promise<Channel | null> | null = null;
  let noSpareUntil = 0;

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
    if (spare || closed || free === 0 || Date.now() < noSpareUntil) return;
    free--;
    const mine = fresh(0).then(
      channel => {
        for (const stream of [channel.stdout, channel.stderr]) stream.resume(); // unread, it would never tell that it has ended
        const unused = setTimeout(() => {
          if (spare !== mine) return;
          spare = null; // at once: its end is a round trip away
          channel.close();
        }, spareMs).unref();
        void channel.ended.then(() => {
          clearTimeout(unused);
          forget();
        });
        return channel;
      },
      () => {
        noSpareUntil = Date.now() + spareRestMs;
        forget();
        return null;
      },
    );
    const forget = () => {
      if (spare === mine) spare = null;
    };
    spare = mine;
  };
  const take = async (): Promise<Channel | null> => {
    const taken = spare;
    spare = null;
    return taken;
  };

  return {
    async open() {
      const ready = await take();
      if (!ready) await enter();
      const channel = ready ?? (await fresh(refusedPatienceMs));
      prepare();
      return channel;
    },
    close() {
      closed = true;
      void take().then(channel => channel?.close());
    },
  };
}
