import {type Chain, type Command, type List, NotUnderstood, type Pipeline, type Redirect, type Word} from './syntax.ts';
import {type Reader, readWord, take} from './words.ts';

const known = new Map<string, List>();

/** The commands of a text, each text read once. Throws `NotUnderstood`. */
export function parse(text: string): List {
  const before = known.get(text);
  if (before) return before;
  const reader: Reader = {text, at: 0, commands: list};
  const commands = list(reader);
  if (reader.at < text.length) throw new NotUnderstood(text.slice(reader.at, reader.at + 20));
  known.set(text, commands);
  return commands;
}

const blanks = /(?:[ \t]|\\\n|(?<![^\s;&|()])#[^\n]*)*/y;
const gaps = /(?:[ \t\n]|\\\n|;(?!;)|(?<![^\s;&|()])#[^\n]*)*/y;
const lineEnds = /(?:[ \t\n]|\\\n|(?<![^\s;&|()])#[^\n]*)*/y;
const keywords = /(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|in|[{}!])(?=[\s;&|()<>]|$)/y;

function list(reader: Reader): List {
  const chains: Chain[] = [];
  for (;;) {
    take(reader, gaps);
    const rest = reader.text.slice(reader.at, reader.at + 2);
    if (rest === '' || rest.startsWith(')') || rest === ';;') return chains;
    if (/^(?:then|elif|else|fi|do|done|esac|\})$/.test(peek(reader) ?? '')) return chains;
    chains.push(chain(reader));
    take(reader, blanks);
    if (reader.text[reader.at] === '&') throw new NotUnderstood('&');
  }
}

function chain(reader: Reader): Chain {
  const first = pipeline(reader);
  const rest: {and: boolean; next: Pipeline}[] = [];
  for (;;) {
    take(reader, blanks);
    const joint = take(reader, /&&|\|\|/y);
    if (!joint) return {first, rest};
    take(reader, lineEnds);
    rest.push({and: joint[0] === '&&', next: pipeline(reader)});
  }
}

function pipeline(reader: Reader): Pipeline {
  const not = word(reader, '!');
  const commands = [command(reader)];
  for (;;) {
    take(reader, blanks);
    if (!take(reader, /\|(?!\|)/y)) return {not, commands};
    take(reader, lineEnds);
    commands.push(command(reader));
  }
}

function peek(reader: Reader): string | null {
  const {at} = reader;
  const found = take(reader, keywords);
  reader.at = at;
  return found?.[0] ?? null;
}

/** Moves over this keyword, where it stands. */
function word(reader: Reader, keyword: string): boolean {
  take(reader, blanks);
  if (peek(reader) !== keyword) return false;
  reader.at += keyword.length;
  return true;
}

function expect(reader: Reader, keyword: string): void {
  take(reader, gaps);
  if (!word(reader, keyword)) throw new NotUnderstood(`no ${keyword}`);
}

function between(reader: Reader, start: string, end: string): List {
  expect(reader, start);
  const body = list(reader);
  expect(reader, end);
  return body;
}

function command(reader: Reader): Command {
  take(reader, blanks);
  const named = take(reader, /([A-Za-z_]\w*)[ \t]*\(\)/y);
  if (named) {
    take(reader, lineEnds);
    return {kind: 'function', name: named[1] ?? '', body: command(reader), redirects: []};
  }
  const made = compound(reader);
  return made ? {...made, redirects: redirects(reader)} : simple(reader);
}

function compound(reader: Reader) {
  if (take(reader, /\(/y)) {
    const body = list(reader);
    if (!take(reader, /\)/y)) throw new NotUnderstood('(');
    return {kind: 'subshell', body} as const;
  }
  switch (peek(reader)) {
    case '{':
      return {kind: 'group', body: between(reader, '{', '}')} as const;
    case 'while':
      expect(reader, 'while');
      return {kind: 'while', condition: list(reader), body: between(reader, 'do', 'done')} as const;
    case 'for':
      return loop(reader);
    case 'if':
      return decision(reader);
    case 'case':
      return choice(reader);
    case null:
      return null;
    default:
      throw new NotUnderstood(peek(reader) ?? '');
  }
}

function loop(reader: Reader) {
  expect(reader, 'for');
  take(reader, blanks);
  const name = take(reader, /[A-Za-z_]\w*/y)?.[0];
  if (name === undefined) throw new NotUnderstood('for');
  const words = word(reader, 'in') ? wordsHere(reader) : null;
  return {kind: 'for', name, words, body: between(reader, 'do', 'done')} as const;
}

function decision(reader: Reader) {
  const branches: {condition: List; body: List}[] = [];
  let otherwise: List = [];
  expect(reader, 'if');
  do {
    const condition = list(reader);
    expect(reader, 'then');
    branches.push({condition, body: list(reader)});
  } while (word(reader, 'elif'));
  if (word(reader, 'else')) otherwise = list(reader);
  expect(reader, 'fi');
  return {kind: 'if', branches, otherwise} as const;
}

function choice(reader: Reader) {
  expect(reader, 'case');
  take(reader, blanks);
  const asked = needed(reader);
  expect(reader, 'in');
  const items: {patterns: Word[]; body: List}[] = [];
  for (take(reader, gaps); !word(reader, 'esac'); take(reader, /;;/y), take(reader, gaps)) {
    take(reader, /\(/y);
    const patterns: Word[] = [];
    do {
      take(reader, blanks);
      patterns.push(needed(reader));
      take(reader, blanks);
    } while (take(reader, /\|/y));
    if (!take(reader, /\)/y)) throw new NotUnderstood('case');
    items.push({patterns, body: list(reader)});
  }
  return {kind: 'case', word: asked, items} as const;
}

function needed(reader: Reader): Word {
  const found = readWord(reader);
  if (!found) throw new NotUnderstood('a word');
  return found;
}

function wordsHere(reader: Reader): readonly Word[] {
  const words: Word[] = [];
  for (;;) {
    take(reader, blanks);
    const next = readWord(reader);
    if (!next) return words;
    words.push(next);
  }
}

function redirect(reader: Reader): Redirect | null {
  take(reader, blanks);
  const found = take(reader, /(\d*)(<<|>>|>&|<&|>|<)/y);
  if (!found) return null;
  const [, number, how = ''] = found;
  if (how === '<<') throw new NotUnderstood(how);
  take(reader, blanks);
  const descriptor = number ? Number(number) : how.startsWith('<') ? 0 : 1;
  return {descriptor, how: how as Redirect['how'], target: needed(reader)};
}

function redirects(reader: Reader): readonly Redirect[] {
  const found: Redirect[] = [];
  for (let next = redirect(reader); next; next = redirect(reader)) found.push(next);
  return found;
}

function simple(reader: Reader): Command {
  const sets: (readonly [string, Word])[] = [];
  const words: Word[] = [];
  const found: Redirect[] = [];
  for (;;) {
    const next = redirect(reader);
    if (next) {
      found.push(next);
      continue;
    }
    const set = words.length === 0 ? take(reader, /([A-Za-z_]\w*)=/y) : null;
    if (set) {
      sets.push([set[1] ?? '', readWord(reader) ?? []]);
      continue;
    }
    const argument = readWord(reader);
    if (!argument) break;
    words.push(argument);
  }
  if (sets.length + words.length + found.length === 0) throw new NotUnderstood('a command');
  return {kind: 'simple', sets, words, redirects: found};
}
