import {evaluate, type Lookup, type WouldRun} from './evaluate.ts';

/** The end of the word that starts at `start`, outside quotes: a blank, `;` or newline. */
const word = (text: string, start: number, lookup: Lookup, wouldRun: WouldRun): {value: string; end: number} => {
  let value = '';
  let at = start;
  while (at < text.length && !/[\s;&|]/.test(text[at] ?? '')) {
    const char = text[at] ?? '';
    if (char === "'") {
      const end = text.indexOf("'", at + 1);
      const stop = end < 0 ? text.length : end;
      value += text.slice(at + 1, stop);
      at = stop + 1;
    } else if (char === '"') {
      let end = at + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
      value += evaluate(text.slice(at + 1, end), lookup, wouldRun);
      at = end + 1;
    } else if (char === '\\') {
      value += text[at + 1] ?? '';
      at += 2;
    } else {
      let end = at;
      while (end < text.length && !/[\s;&|'"\\]/.test(text[end] ?? '')) end += 1;
      value += evaluate(text.slice(at, end), lookup, wouldRun);
      at = end;
    }
  }
  return {value, end: at};
};

/**
 * What sourcing a file of assignments (`key='value';`) leaves in the shell. Single quotes carry everything unchanged.
 * Anything but an assignment is a command that root would run: it is told, not run.
 */
export const sourceAssignments = (
  text: string,
  known: Readonly<Record<string, string>>,
  wouldRun: WouldRun,
): Record<string, string> => {
  const variables: Record<string, string> = {};
  const lookup: Lookup = name => variables[name] ?? known[name] ?? '';
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const gap = /^(?:[\s;]+|#[^\n]*|export[ \t]+)/.exec(rest);
    if (gap !== null) {
      at += gap[0].length;
      continue;
    }
    const name = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(rest);
    if (name === null) {
      const line = /^[^\n;]*/.exec(rest)?.[0] ?? '';
      wouldRun(line);
      at += Math.max(line.length, 1);
      continue;
    }
    const {value, end} = word(text, at + name[0].length, lookup, wouldRun);
    variables[name[1] ?? ''] = value;
    at = end;
  }
  return variables;
};
