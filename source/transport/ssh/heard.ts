import {PassThrough, type Readable, Transform} from 'node:stream';

/** Printed by a login before our mark: more is no greeting. */
const longestNoise = 64 * 1024;

export type Heard = {
  /** What comes behind the line with the mark. */
  readonly stream: Readable;
  /** Resolves with what stands behind the mark on its line; null when the stream ended without it. `noise`: what came before. */
  readonly begun: Promise<string | null>;
  noise(): string;
};

/** Parts our own output from what the login printed before it. */
export function behindMark(source: Readable, mark: string): Heard {
  const {promise: begun, resolve: begin} = Promise.withResolvers<string | null>();
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
      begin(before.toString('utf8', at + mark.length + 1, end));
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
