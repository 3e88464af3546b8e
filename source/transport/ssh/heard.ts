import {PassThrough, type Readable, Transform} from 'node:stream';

/** Printed by a login before our mark: more is no greeting. */
const longestNoise = 64 * 1024;

/** The process, leader of a session of its own, and what hindered its start; empty: nothing did. */
export type Begun = {readonly pid: number; readonly hindered: string};

export type Heard = {
  /** What comes behind the line with the mark. */
  readonly stream: Readable;
  /** Resolves with what stands behind the mark on its line; null when the stream ended without it. */
  readonly begun: Promise<Begun | null>;
  /** What came before the mark, as long as that has not come. */
  noise(): string;
};

/** Parts our own output from what the login printed before it. */
export function behindMark(source: Readable, mark: string): Heard {
  const {promise: begun, resolve: begin} = Promise.withResolvers<Begun | null>();
  let before: Buffer | null = Buffer.alloc(0);
  const cut = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      if (before === null) return done(null, bytes);
      before = Buffer.concat([before, bytes]);
      const at = before.indexOf(`${mark} `);
      const end = at < 0 ? -1 : before.indexOf('\n', at);
      if (end < 0) {
        if (before.length > longestNoise) before = before.subarray(-longestNoise);
        return done();
      }
      const [pid, hindered = ''] = before.toString('utf8', at + mark.length + 1, end).split(' ');
      begin({pid: Number(pid), hindered});
      const rest = before.subarray(end + 1);
      before = null;
      done(null, rest);
    },
    flush(done) {
      begin(null);
      done();
    },
  });
  source.on('error', () => cut.end());
  source.once('close', () => cut.end());
  const stream = source.pipe(cut).pipe(new PassThrough());
  return {stream, begun, noise: () => before?.toString('utf8') ?? ''};
}
