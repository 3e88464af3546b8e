import {type List, NotUnderstood, type Part, type Word} from './syntax.ts';

/** A place in sh text that moves on as it is read. */
export type Reader = {
  readonly text: string;
  at: number;
  /** Reads the commands of `$(…)` up to its `)`. */
  readonly commands: (reader: Reader) => List;
};

const ends = /[\s;&|()<>]/;

/** The word that begins here, or null where none does. */
export function readWord(reader: Reader): Word | null {
  const start = reader.at;
  const word = readParts(reader, ends);
  return reader.at === start ? null : word;
}

/** Moves over what a sticky pattern matches; null where it does not. */
export function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at += found[0].length;
  return found;
}

function readParts(reader: Reader, stop: RegExp): Word {
  const parts: Part[] = [];
  // one piece, so that `[a-z]` is a pattern and not its letters
  const add = (text: string, quoted: boolean) => {
    const last = parts.at(-1);
    const before = last?.kind === 'text' && !last.quoted && !quoted ? last.text : null;
    if (before !== null) parts.pop();
    parts.push({kind: 'text', text: `${before ?? ''}${text}`, quoted});
  };
  for (;;) {
    const sign = reader.text[reader.at];
    if (sign === undefined || stop.test(sign)) return parts;
    if (sign === '`') throw new NotUnderstood('`');
    if (sign === "'") {
      const end = reader.text.indexOf("'", reader.at + 1);
      add(reader.text.slice(reader.at + 1, end), true);
      reader.at = end + 1;
    } else if (sign === '"') readQuoted(reader, parts);
    else if (sign === '$') parts.push(readDollar(reader, false));
    else if (sign === '\\') {
      if (reader.text[reader.at + 1] !== '\n') add(reader.text[reader.at + 1] ?? '\\', true);
      reader.at += 2;
    } else {
      add(sign, false);
      reader.at += 1;
    }
  }
}

function readQuoted(reader: Reader, parts: Part[]): void {
  let held = '';
  parts.push({kind: 'text', text: '', quoted: true}); // "" is a word too, but "$@" of nothing is none: see expand.ts
  const flush = () => {
    if (held !== '') parts.push({kind: 'text', text: held, quoted: true});
    held = '';
  };
  for (reader.at += 1; reader.text[reader.at] !== '"'; ) {
    const sign = reader.text[reader.at];
    if (sign === undefined || sign === '`') throw new NotUnderstood('a quote');
    if (sign === '$') {
      flush();
      parts.push(readDollar(reader, true));
    } else if (sign === '\\' && '$`"\\\n'.includes(reader.text[reader.at + 1] ?? 'x')) {
      if (reader.text[reader.at + 1] !== '\n') held += reader.text[reader.at + 1];
      reader.at += 2;
    } else {
      held += sign;
      reader.at += 1;
    }
  }
  reader.at += 1;
  flush();
}

function readDollar(reader: Reader, quoted: boolean): Part {
  if (take(reader, /\$\(\(/y)) return {kind: 'sum', quoted, word: readSum(reader)};
  if (take(reader, /\$\(/y)) {
    const body = reader.commands(reader);
    if (!take(reader, /\)/y)) throw new NotUnderstood('$(');
    return {kind: 'output', quoted, body};
  }
  const plain = take(reader, /\$([A-Za-z_]\w*|[\d#?@*$!-])/y);
  if (plain) return {kind: 'value', quoted, name: plain[1] ?? '', operator: '', word: []};
  const long = take(reader, /\$\{(#(?=\w)|)([A-Za-z_]\w*|\d+|[#?@*$!-])(:?[-=+?]|##?|%%?|)/y);
  if (long) {
    const [, length, name = '', operator = ''] = long;
    const word = readParts(reader, /\}/);
    reader.at += 1;
    return {kind: 'value', quoted, name, operator: length ? 'length' : operator, word};
  }
  if (reader.text.startsWith('${', reader.at)) throw new NotUnderstood('${');
  reader.at += 1;
  return {kind: 'text', text: '$', quoted};
}

/** What stands between `$((` and its `))`. */
function readSum(reader: Reader): Word {
  const start = reader.at;
  for (let depth = 2; depth > 0; reader.at += 1) {
    const sign = reader.text[reader.at];
    if (sign === undefined) throw new NotUnderstood('$((');
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  }
  return readParts({...reader, text: reader.text.slice(start, reader.at - 2), at: 0}, /(?!)/);
}
