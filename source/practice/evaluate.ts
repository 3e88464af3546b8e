/** Told of every command that a real host would have run as root; nothing is ever run here. */
export type WouldRun = (command: string) => void;

export class SyntaxFault extends Error {}

export type Lookup = (variable: string) => string;

/** The index of the `)` that closes what was opened before `start`, or -1. */
const closing = (text: string, start: number): number => {
  let depth = 1;
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
};

const backquote = (text: string, start: number): number => {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return at;
  }
  return -1;
};

const parameter = /^\$(?:\{([A-Za-z_][A-Za-z0-9_]*)[^}]*\}|([A-Za-z_][A-Za-z0-9_]*)|([0-9#?*@!$-]))/;

/** What `eval "X=\"text\""` gives: CBSD does this to every value (cbsd-observed, trap 1). */
export const evaluate = (text: string, lookup: Lookup, wouldRun: WouldRun): string => {
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (char === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
      if (next !== '\n') result += next;
      at += 1;
    } else if (char === '`') {
      const end = backquote(text, at + 1);
      if (end < 0) throw new SyntaxFault('EOF in backquote substitution');
      wouldRun(text.slice(at + 1, end));
      at = end;
    } else if (char === '$' && next === '(') {
      const end = closing(text, at + 2);
      if (end < 0) throw new SyntaxFault('Unterminated quoted string');
      wouldRun(text.slice(at + 2, end));
      at = end;
    } else if (char === '$') {
      const found = parameter.exec(text.slice(at));
      if (found === null) result += char;
      else {
        const name = found[1] ?? found[2];
        result += name === undefined ? '' : lookup(name);
        at += found[0].length - 1;
      }
    } else result += char;
  }
  return result;
};
