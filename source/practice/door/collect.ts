/** Output of one stream: text up to a limit, what was beyond it counted, and whether it has become one line for ever. */
export type Collected = {
  add(text: string): void;
  text(): string;
  bytes(): number;
  dropped(): number;
  /** The line that makes up all of the last 64 KB. */
  repeating(): string | undefined;
};

const window = 64 * 1024;

export const collect = (limit: number, heard: (text: string) => void = () => {}): Collected => {
  const kept: string[] = [];
  let recent = '';
  let bytes = 0;
  let dropped = 0;
  return {
    add: text => {
      const size = Buffer.byteLength(text);
      const room = Math.max(limit - (bytes - dropped), 0);
      bytes += size;
      recent = (recent + text).slice(-window);
      const piece = size <= room ? text : Buffer.from(text).subarray(0, room).toString('utf8');
      dropped += Math.max(size - room, 0);
      if (piece === '') return;
      kept.push(piece);
      heard(piece);
    },
    text: () => kept.join(''),
    bytes: () => bytes,
    dropped: () => dropped,
    repeating: () => (recent.length < window ? undefined : repeatedLine(recent)),
  };
};

const repeatedLine = (text: string): string | undefined => {
  const [, line = ''] = text.split('\n');
  const period = line.length + 1;
  const same = line.trim() !== '' && text.slice(period) === text.slice(0, -period);
  return same ? line.trim() : undefined;
};
