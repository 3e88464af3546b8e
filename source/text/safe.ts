/** Everything from its introducer to its end: control sequences, strings (OSC, DCS, …), character sets, single functions. */
const sequences = new RegExp(
  [
    '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]',
    // A string that is not ended on its own line loses its introducer only: nothing may hide the lines that follow.
    '(?:\\x1b[PX\\]^_]|[\\x90\\x98\\x9d-\\x9f])[^\\x00-\\x1f\\x7f-\\x9f]*(?:\\x1b\\\\|\\x9c|\\x07)',
    '\\x1b[ -/]*[0-~]',
  ].join('|'),
  'gu',
);
const breaks = /[\v\f\x85\u2028\u2029]/gu;
/** Controls, direction overrides, joiners and every other character that draws nothing: two names that look alike would differ by them. */
const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** Marks pile up over the lines around them, or change our own glyph to their left. */
const piledMarks = /(^|\p{M}{4})\p{M}+/gmu;

/**
 * Text of a tool or a guest as it may be shown: no character of it moves a cursor, hides or imitates a line. Lines stay
 * lines; one that was rewritten by carriage returns shows its last state; tabs become blanks.
 */
export function safe(text: string): string {
  if (/^[\n -~]*$/.test(text)) return text;
  return text
    .replaceAll(sequences, '')
    .replaceAll(breaks, ' ')
    .replaceAll(invisible, '')
    .split('\n')
    .map(line => withoutTabs(lastState(line)))
    .join('\n')
    .replaceAll(piledMarks, '$1');
}

/** For what has to stay on one line: a name, a cell, a title. */
export const safeLine = (text: string): string => safe(text).replaceAll('\n', ' ');

/** JSON whose strings, whatever they hold, act in no terminal: JSON itself lets C1 controls and direction marks through. */
export const jsonText = (content: unknown): string =>
  JSON.stringify(content, null, 2).replaceAll(invisible, found =>
    Array.from({length: found.length}, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );

const lastState = (line: string): string => line.split('\r').findLast(state => state !== '') ?? '';

/** Stops at every eighth column, counted in code points. */
function withoutTabs(line: string): string {
  let column = 0;
  return line
    .split(/(\t)/)
    .map(part => {
      const shown = part === '\t' ? ' '.repeat(8 - (column % 8)) : part;
      column += [...shown].length;
      return shown;
    })
    .join('');
}

export type SafeStream = {
  /** The lines that are whole now. */
  push(text: string): readonly string[];
  /** The unfinished line as it stands, e.g. the last state of a progress line; empty when there is none. */
  current(): string;
  /** What is left when nothing more will come. */
  end(): readonly string[];
};

/** Characters of an unfinished line that are kept waiting for its end; a longer one comes in pieces. */
const longest = 16 * 1024;
/** A sequence or half a character that may go on behind the place where a long line is cut. */
const unfinished = /(?:[\x1b\x90\x98\x9b\x9d-\x9f][^\x1b]{0,255}|[\ud800-\udbff])$/;

/** `safe` for output in chunks: a line is held back until it has ended, so what a chunk's border cut in two is whole again. */
export function createSafeStream(): SafeStream {
  let rest = '';
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > longest) rest = rest.slice(rest.lastIndexOf('\r', rest.length - 2) + 1);
      while (rest.length > longest) {
        const piece = rest.slice(0, longest);
        lines.push(piece.replace(unfinished, '') || piece);
        rest = rest.slice(lines.at(-1)?.length);
      }
      return lines.map(safe);
    },
    current: () => safe(rest),
    end() {
      const last = safe(rest);
      rest = '';
      return last === '' ? [] : [last];
    },
  };
}
