const longestFile = 65_536;
const longestValue = 8192;

export type Assignments = {
  readonly values: ReadonlyMap<string, string>;
  /** Keys whose value only running a command would tell. */
  readonly computed: ReadonlySet<string>;
  /** Why the text cannot be relied on, or null. */
  readonly problem: string | null;
};

/**
 * The plain assignments of a shell text; nothing is ever evaluated. `${name}` and `$name` are filled in from the text's
 * earlier assignments and `variables`. What stands behind a condition or in a block is left out, as CBSD's own merge
 * does. Control characters become blanks.
 */
export function readAssignments(text: string, variables: Readonly<Record<string, string>>): Assignments {
  const values = new Map<string, string>();
  const computed = new Set<string>();
  if (text.length > longestFile) return {values, computed, problem: `is larger than ${longestFile} bytes`};
  const known = (name: string) => values.get(name) ?? (Object.hasOwn(variables, name) ? (variables[name] ?? '') : '');
  let at = 0;
  let depth = 0;
  while (at < text.length) {
    const start = /[\s;]*/y;
    start.lastIndex = at;
    start.exec(text);
    at = start.lastIndex;
    const name = /([A-Za-z_]\w*)=/y;
    name.lastIndex = at;
    const key = name.exec(text)?.[1];
    const word = readWord(text, key === undefined ? at : name.lastIndex, key === undefined, known);
    if (word === null) return {values, computed, problem: 'has a quote that is never closed'};
    if (key === undefined) depth = Math.max(0, depth + nesting(text.slice(at, word.end)));
    else if (depth === 0 && atEnd(text, word.end)) keep(key, word);
    at = Math.max(word.end, at + 1);
  }
  return {values, computed, problem: null};

  function keep(key: string, word: Word): void {
    values.delete(key);
    computed.delete(key);
    if (word.computed) computed.add(key);
    else
      values.set(
        key,
        word.text
          .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
          .trim()
          .slice(0, longestValue),
      );
  }
}

type Word = {readonly text: string; readonly end: number; readonly computed: boolean};

/** One shell word, or with `line` everything up to the line's end; null when a quote stays open. */
function readWord(text: string, from: number, line: boolean, known: (name: string) => string): Word | null {
  let out = '';
  let quote = '';
  let computed = false;
  let at = from;
  for (; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quote === "'") {
      if (sign === "'") quote = '';
      else out += sign;
    } else if (sign === '\\') {
      at += 1;
      if (text[at] !== '\n') out += text[at] ?? '';
    } else if (sign === quote || (quote === '' && (sign === '"' || sign === "'"))) {
      quote = quote ? '' : sign;
    } else if (quote === '' && (line ? sign === '\n' : /[\s;&|]/.test(sign))) {
      break;
    } else if (quote === '' && sign === '#' && (at === from || (line && /\s/.test(text[at - 1] ?? '')))) {
      at = lineEnd(text, at) - 1;
      if (!line) break;
    } else if (sign === '`' || (sign === '$' && text[at + 1] === '(')) {
      computed = true;
      if (quote === '') at = lineEnd(text, at) - 1;
    } else if (sign === '$') {
      const use = /\$(?:\{(\w+)\}|([A-Za-z_]\w*))/y;
      use.lastIndex = at;
      const match = use.exec(text);
      if (match) {
        out += known(match[1] ?? match[2] ?? '').slice(0, longestValue);
        at = use.lastIndex - 1;
      } else computed ||= text[at + 1] === '{';
    } else out += sign;
    if (out.length > longestFile) computed = true;
    if (computed) out = '';
  }
  return quote ? null : {text: out, end: at, computed};
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

/** True when nothing but a comment follows: `a=b command` sets `a` for that command only. */
function atEnd(text: string, at: number): boolean {
  const rest = /[ \t\r]*(?:[;#\n]|$)/y;
  rest.lastIndex = at;
  return rest.test(text);
}

/** How many blocks a line opens (+) or closes (-). */
function nesting(line: string): number {
  const words = line.replace(/'[^']*'|"[^"]*"/g, '').split(/[\s;]+/);
  const opened = words.filter(word => /^(if|case|for|while|until|\{)$/.test(word) || /\)\{$/.test(word)).length;
  return opened - words.filter(word => /^(fi|esac|done|\})$/.test(word)).length;
}
