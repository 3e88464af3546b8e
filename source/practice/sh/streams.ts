import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';

/** What a descriptor leads to. Text is bytes here, a character each, as sh in the C locale sees it. */
export type Source = {text: string; at: number};
export type Sink = (text: string) => void;
export type Streams = ReadonlyMap<number, Source | Sink>;

export const nothing = (): Source => ({text: '', at: 0});
export const source = (text: string): Source => ({text, at: 0});

export const sinkOf = (streams: Streams, descriptor: number): Sink => {
  const found = streams.get(descriptor);
  return typeof found === 'function' ? found : () => {};
};

export const sourceOf = (streams: Streams, descriptor = 0): Source => {
  const found = streams.get(descriptor);
  return typeof found === 'object' ? found : nothing();
};

/** All that has not been read yet. */
export const rest = (from: Source): string => {
  const text = from.text.slice(from.at);
  from.at = from.text.length;
  return text;
};

/** The next line without its end, whether it had one; null behind the last. */
export function lineOf(from: Source): {readonly text: string; readonly ended: boolean} | null {
  if (from.at >= from.text.length) return null;
  const end = from.text.indexOf('\n', from.at);
  const text = from.text.slice(from.at, end < 0 ? undefined : end);
  from.at = end < 0 ? from.text.length : end + 1;
  return {text, ended: end >= 0};
}

/** A file as `<` opens it. */
export const fromFile = (cwd: string, path: string): Source => source(readFileSync(pathOf(cwd, path), 'latin1'));

/** A file as `>` and `>>` open it. */
export function toFile(cwd: string, path: string, adds: boolean): Sink {
  if (path === '/dev/null') return () => {};
  const file = pathOf(cwd, path);
  writeFileSync(file, '', {flag: adds ? 'a' : 'w'});
  return text => writeFileSync(file, text, {flag: 'a', encoding: 'latin1'});
}

/** Names are bytes too. */
export const pathOf = (cwd: string, path: string): Buffer => Buffer.from(resolve(cwd, path), 'latin1');

export const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
export const characters = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
