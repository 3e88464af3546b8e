import stringWidth from 'string-width';
import {glyphs} from './glyphs.ts';

const ascii = /^[ -~]*$/;
/** ASCII and our own signs, each a column wide: nearly all that is ever drawn, and measured at every key. */
const narrow = new RegExp(
  `^[ -~${Object.values(glyphs.unicode)
    .filter(sign => !ascii.test(sign))
    .join('')}]*$`,
);

/** Terminal columns that `text` takes. It holds no control characters: make it `text/safe` before. */
export const widthOf = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

/** At most `width` columns of `text`; what was cut is replaced by `mark` (`…`, `..`). */
export function cut(text: string, width: number, mark: string): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(mark);
  return room < 1 ? take(text, width) : take(text, room) + mark;
}

/** Exactly `width` columns: cut or filled with blanks on its right. */
export function fit(text: string, width: number, mark: string): string {
  const short = cut(text, width, mark);
  return short + ' '.repeat(Math.max(0, width - widthOf(short)));
}

/** Exactly `width` columns, filled with blanks on its left. */
export function fitRight(text: string, width: number, mark: string): string {
  const short = cut(text, width, mark);
  return ' '.repeat(Math.max(0, width - widthOf(short))) + short;
}

/** Lines of at most `width` columns, broken at blanks where there are some, else anywhere. Nothing is dropped but those blanks. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let rest = paragraph;
    while (widthOf(rest) > width) {
      const head = take(rest, width);
      const blank = rest[head.length] === ' ' ? head.length : head.lastIndexOf(' ');
      const end = blank > 0 && head.slice(0, blank).trim() ? blank : Math.max(1, head.length);
      lines.push(rest.slice(0, end));
      rest = rest.slice(rest[end] === ' ' ? end + 1 : end);
    }
    lines.push(rest);
  }
  return lines;
}

/**
 * Lines of at most `width` columns for commands and files, where every blank counts: put together they are the text again.
 * Broken behind a blank where that leaves no line half empty.
 */
export function chop(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (widthOf(rest) > width) {
    const whole = take(rest, width) || String.fromCodePoint(rest.codePointAt(0) ?? 32);
    const blank = whole.lastIndexOf(' ') + 1;
    const head = blank > width / 2 ? whole.slice(0, blank) : whole;
    lines.push(head);
    rest = rest.slice(head.length);
  }
  return [...lines, rest];
}

let segmenter: Intl.Segmenter | undefined; // costs milliseconds, so not before it is needed

function take(text: string, width: number): string {
  if (narrow.test(text)) return text.slice(0, Math.max(0, width));
  let taken = '';
  let columns = 0;
  segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
  for (const {segment} of segmenter.segment(text)) {
    columns += widthOf(segment);
    if (columns > width) break;
    taken += segment;
  }
  return taken;
}
