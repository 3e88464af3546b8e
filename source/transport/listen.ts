import {once} from 'node:events';
import type {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import type {Chunk} from '../model/command.ts';
import {createKept} from './kept.ts';

export type Heard = {readonly text: string; readonly dropped: number; readonly repeating: string | undefined};

/** Bytes between two looks for an endless prompt. */
const stride = 64 * 1024;

/** Passes on a stream's first bytes as they come and its last ones when it is over, in whole characters, and forgets the rest. */
export function listen(
  stream: Readable,
  name: Chunk['stream'],
  limit: number,
  onChunk: (chunk: Chunk) => void,
): {readonly closed: Promise<unknown>; finish(): Heard} {
  const kept = createKept(limit);
  const decoder = new StringDecoder('utf8');
  let text = '';
  let unlooked = 0;
  let told = false;
  const pass = (piece: string) => {
    text += piece;
    if (piece !== '') onChunk({stream: name, text: piece, at: Date.now()});
  };
  stream.on('error', () => {}); // its end tells the same
  stream.on('data', (bytes: Buffer) => {
    pass(decoder.write(kept.add(bytes)));
    unlooked += bytes.length;
    if (told || unlooked < stride) return;
    unlooked = 0;
    const repeating = kept.repeating();
    if (repeating === undefined) return;
    told = true;
    onChunk({stream: name, text: '', at: Date.now(), repeating});
  });
  return {
    closed: once(stream, 'close'),
    finish() {
      stream.destroy();
      const gap = kept.dropped() > 0;
      pass(gap ? `${decoder.end()}\n${kept.tail()}` : decoder.write(kept.tail()) + decoder.end());
      return {text, dropped: kept.dropped(), repeating: kept.repeating()};
    },
  };
}

/** A stream as text, cut between characters. */
export function decode(stream: Readable, onText: (text: string) => void): void {
  stream.setEncoding('utf8');
  stream.on('error', () => {});
  stream.on('data', onText);
}
