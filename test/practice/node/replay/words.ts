export type Invocation = {readonly env: Readonly<Record<string, string>>; readonly argv: readonly string[]};

/** A recorded command line as a call; undefined when it needs a shell (loops, pipes, redirections, expansions). */
export const invocation = (line: string): Invocation | undefined => {
  const words = split(line);
  if (words === undefined) return undefined;
  const first = words.findIndex(word => !/^[A-Za-z_][A-Za-z0-9_]*=/.test(word));
  if (first < 0) return undefined;
  const env = words.slice(0, first).map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  return {env: Object.fromEntries(env), argv: words.slice(first)};
};

const split = (line: string): string[] | undefined => {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (const character of line) {
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (quote === '"' && (character === '$' || character === '`')) return undefined;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (';&|<>$`\n()'.includes(character)) return undefined;
    else word = (word ?? '') + character;
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
};
