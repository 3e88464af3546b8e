import {truncateSync} from 'node:fs';
import type {Call, Steps} from '../../call.ts';
import {human} from '../human.ts';
import {isCuttingMirror, isSlowMirror} from './given.ts';

const pieces = 12;
const pieceMs = {usual: 150, slow: 10_000};

/**
 * Fetches a file in steps: it grows where it lies, so its size is the progress. What is there already is gone on with (fetch -r).
 * The content is a hole: practice mirrors serve sizes, not bytes. 0 when whole.
 */
export function* download(call: Call, url: string, out: string, bytes: number): Steps {
  const {n0, n1, n2} = call.paint;
  const {world} = call;
  const [, , server = '', ...path] = url.split('/');
  call.say(`${n1}retrieve ${n2}${path.at(-1)}${n1} from ${server}, size: ${n2}${human(bytes)}${n0}`);
  if (world.exists(`${out}.lock`)) {
    call.say(`${n1} cbsd fetch: lock file exists, another instance is fetching the same? ${n2}${out}.lock${n0}`);
    return 1;
  }
  world.write(`${out}.lock`, '');
  try {
    const start = world.size(out) ?? 0;
    if (!world.exists(out)) world.write(out, '');
    const given = isCuttingMirror(world, url) ? pieces / 2 : pieces;
    const isSlow = isSlowMirror(world, url);
    for (let piece = 1; piece <= given && start < bytes; piece += 1) {
      yield {ms: isSlow && piece > 1 ? pieceMs.slow : pieceMs.usual};
      world.append(out, '');
      truncateSync(world.path(out), Math.floor(start + ((bytes - start) * piece) / pieces));
    }
  } finally {
    world.remove(`${out}.lock`);
  }
  if (world.size(out) === bytes) return 0;
  call.err(`fetch: ${url}: Connection reset by peer\n`);
  return 1;
}

/** Makes a file of that size without the disk it says it takes. */
export const hollowFile = (call: Call, path: string, bytes: number): void => {
  call.world.write(path, '');
  truncateSync(call.world.path(path), bytes);
};
