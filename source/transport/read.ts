import type {Readable} from 'node:stream';
import type {Command, Result} from '../model/command.ts';
import {endable, resultOf} from './ended.ts';
import {repeatedLine} from './kept.ts';
import type {Launch} from './launch.ts';
import type {Limits} from './limits.ts';

/** Runs what only looks; it is ended when it floods or overstays. */
export async function read(launch: Launch, command: Command, {timeoutMs, outputLimit}: Limits): Promise<Result> {
  const {execa} = await import('execa'); // by the first command, not by the first frame
  const startedAt = Date.now();
  const flood = new AbortController();
  const child = execa(launch.file, launch.args, {
    ...endable(launch, command),
    buffer: false, // execa would write all of a flood into the message of an error, escaped: seconds for 64 MB
    timeout: timeoutMs,
    cancelSignal: flood.signal,
  });
  const heard = [child.stdout, child.stderr].map(stream => gather(stream, outputLimit, () => flood.abort()));
  const ended = await child;
  const [stdout = Buffer.alloc(0), stderr = Buffer.alloc(0)] = heard.map(bytes => bytes());
  const told = resultOf(command, startedAt, ended, stdout.toString(), stderr.toString());
  const result: Result = flood.signal.aborted ? {...told, ending: 'flooded', exitCode: null} : told;
  const repeating = result.ending === 'exited' ? undefined : (lastOf(stdout) ?? lastOf(stderr));
  return repeating === undefined ? result : {...result, repeating};
}

/** Returns what came of a stream, at most `limit` bytes; `over` is called when there is more. */
function gather(stream: Readable, limit: number, over: () => void): () => Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  stream.on('error', () => {}); // its end tells the same
  stream.on('data', (piece: Buffer) => {
    if (length < limit) pieces.push(piece.subarray(0, limit - length));
    length += piece.length;
    if (length > limit) over();
  });
  return () => Buffer.concat(pieces);
}

const lastOf = (bytes: Buffer) => repeatedLine(bytes.subarray(-64 * 1024));
