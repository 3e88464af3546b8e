/** Bytes that have to be one line again and again before it counts as an endless prompt. */
const window = 64 * 1024;

export type Kept = {
  /** Takes bytes in; returns those that are still within the limit, to be shown at once. */
  add(bytes: Buffer): Buffer;
  /** The last bytes beyond the first ones, from the start of a line on; errors stand at the end of a flood. */
  tail(): Buffer;
  dropped(): number;
  repeating(): string | undefined;
};

/** The first and the last bytes of an output of any length, never more than `limit`, and the count of those between them. */
export function createKept(limit: number): Kept {
  const headLimit = limit - Math.min(window, limit >> 1);
  let total = 0;
  let room = Buffer.alloc(0);
  let used = 0;
  /** Its last bytes, `window` at most. */
  const recent = () => room.subarray(Math.max(0, used - window), used);
  const remember = (bytes: Buffer) => {
    if (used + bytes.length > room.length) {
      const kept = Math.min(used, window - bytes.length);
      const larger = Math.min(2 * window, 2 * (kept + bytes.length));
      const next = larger > room.length ? Buffer.allocUnsafe(larger) : room;
      room.copy(next, 0, used - kept, used);
      [room, used] = [next, kept];
    }
    used += bytes.copy(room, used);
  };
  const tail = () => {
    const all = recent();
    const beyond = all.subarray(Math.max(0, all.length - Math.min(limit - headLimit, total - headLimit)));
    return total <= limit ? beyond : beyond.subarray(beyond.indexOf(0x0a) + 1);
  };
  return {
    add(bytes) {
      const head = bytes.subarray(0, Math.max(0, headLimit - total));
      total += bytes.length;
      remember(bytes.subarray(-window));
      return head;
    },
    tail: () => (total > headLimit ? tail() : Buffer.alloc(0)),
    dropped: () => (total > headLimit ? total - headLimit - tail().length : 0),
    repeating: () => (used < window ? undefined : repeatedLine(recent())),
  };
}

/** The text that `bytes` consist of, over and over; undefined when they do not, or when it is no more than a dot or a blank line. */
export function repeatedLine(bytes: Buffer): string | undefined {
  const sample = bytes.subarray(-4096);
  const before = bytes.lastIndexOf(sample, bytes.length - sample.length - 1);
  const period = bytes.length - sample.length - before;
  if (before < 0 || period < 4 || !bytes.subarray(period).equals(bytes.subarray(0, -period))) return undefined;
  const start = bytes.subarray(0, period).indexOf(0x0a) + 1;
  return bytes.toString('utf8', start, start + period).trim() || undefined;
}
