import {accessSync, constants, lstatSync, type Stats, statSync} from 'node:fs';
import {lineOf, pathOf, type Source} from './streams.ts';
import {NotUnderstood} from './syntax.ts';

/** `[`: 0, 1, or 2 where it cannot be asked so. */
export function test(words: readonly string[], cwd: string): number {
  const [first = '', second = '', third = ''] = words;
  switch (words.length) {
    case 0:
      return 1;
    case 1:
      return first === '' ? 1 : 0;
    case 2: {
      if (first === '!') return 1 - test(words.slice(1), cwd);
      const ask = unary[first];
      if (!ask) throw new NotUnderstood(`[ ${first}`);
      return ask(second, cwd) ? 0 : 1;
    }
    case 3: {
      const compare = binary[second];
      if (compare) return compare(first, third) ? 0 : 1;
      if (first === '!') return 1 - test(words.slice(1), cwd);
      throw new NotUnderstood(`[ ${second}`);
    }
    default:
      if (first === '!') return 1 - test(words.slice(1), cwd);
      throw new NotUnderstood('[');
  }
}

const file = (ask: (stats: Stats) => boolean) => (path: string, cwd: string) => {
  const stats = path === '' ? undefined : statSync(pathOf(cwd, path), {throwIfNoEntry: false});
  return stats !== undefined && ask(stats);
};

const may = (mode: number) => (path: string, cwd: string) => {
  try {
    accessSync(pathOf(cwd, path), mode);
    return path !== '';
  } catch {
    return false;
  }
};

const link = (path: string, cwd: string): boolean =>
  path !== '' && lstatSync(pathOf(cwd, path), {throwIfNoEntry: false})?.isSymbolicLink() === true;

const unary: Readonly<Record<string, (word: string, cwd: string) => boolean>> = {
  '-n': word => word !== '',
  '-z': word => word === '',
  '-e': file(() => true),
  '-f': file(stats => stats.isFile()),
  '-d': file(stats => stats.isDirectory()),
  '-s': file(stats => stats.size > 0),
  '-c': file(stats => stats.isCharacterDevice()),
  '-h': link,
  '-L': link,
  '-r': may(constants.R_OK),
  '-w': may(constants.W_OK),
  '-x': may(constants.X_OK),
};

const binary: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '-eq': (a, b) => Number(a) === Number(b),
  '-ne': (a, b) => Number(a) !== Number(b),
  '-lt': (a, b) => Number(a) < Number(b),
  '-le': (a, b) => Number(a) <= Number(b),
  '-gt': (a, b) => Number(a) > Number(b),
  '-ge': (a, b) => Number(a) >= Number(b),
};

const signs: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
};

const unescaped = (text: string, octal: RegExp): string =>
  text.replace(octal, (whole, digits: string | undefined, sign: string | undefined) =>
    digits !== undefined ? String.fromCharCode(Number.parseInt(digits || '0', 8) & 255) : (signs[sign ?? ''] ?? whole),
  );

/** dash's: it reads what stands behind a backslash. */
export const echo = (words: readonly string[]): string =>
  words[0] === '-n'
    ? unescaped(words.slice(1).join(' '), /\\(?:0([0-7]{0,3})|([a-z\\]))/g)
    : `${unescaped(words.join(' '), /\\(?:0([0-7]{0,3})|([a-z\\]))/g)}\n`;

export function printf([format = '', ...words]: readonly string[]): string {
  const text = unescaped(format, /\\(?:([0-7]{1,3})|([a-z\\]))/g);
  const left = [...words];
  let said = '';
  do {
    said += text.replace(/%([-0]*)(\d*)([sdb%])/g, (_whole, flags: string, width: string, kind: string) => {
      if (kind === '%') return '%';
      const word = left.shift() ?? '';
      const shown = kind === 'd' ? String(Number(word) || 0) : kind === 'b' ? echo(['-n', word]) : word;
      return flags.includes('-')
        ? shown.padEnd(Number(width))
        : shown.padStart(Number(width), flags === '0' ? '0' : ' ');
    });
  } while (left.length > 0 && /%[-0]*\d*[sdb]/.test(text));
  return said;
}

/** `read -r NAME…`: how it ends; the values go to `set`. */
export function read(
  words: readonly string[],
  from: Source,
  ifs: string,
  set: (name: string, value: string) => void,
): number {
  const [option, ...names] = words;
  if (option !== '-r' || names.length === 0) throw new NotUnderstood('read');
  const line = lineOf(from);
  const blank = [...ifs].filter(sign => ' \t\n'.includes(sign)).join('');
  const edge = (text: string) => {
    let [start, end] = [0, text.length];
    while (start < end && blank.includes(text[start] ?? '')) start += 1;
    while (end > start && blank.includes(text[end - 1] ?? '')) end -= 1;
    return text.slice(start, end);
  };
  let text = edge(line?.text ?? '');
  names.forEach((name, place) => {
    const end = [...text].findIndex(sign => ifs.includes(sign));
    const isLast = place === names.length - 1 || end < 0;
    set(name, isLast ? text : text.slice(0, end));
    text = isLast ? '' : edge(text.slice(end + (blank.includes(text[end] ?? '') ? 0 : 1)));
  });
  return line?.ended ? 0 : 1;
}
