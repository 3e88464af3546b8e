/** A piece of a word after its values were put in: what was quoted stands for itself. */
export type Piece = {readonly text: string; readonly quoted: boolean};

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** The regular expression of a shell pattern, without its ends. */
export function patternOf(pieces: readonly Piece[], inPath = false): string {
  const any = inPath ? '[^/]' : '[\\s\\S]';
  return pieces
    .map(({text, quoted}) => {
      if (quoted) return literal(text);
      return text.replace(/\[!?\]?[^\]]*\]|./gs, sign => {
        if (sign === '*') return `${any}*`;
        if (sign === '?') return any;
        if (sign.length === 1) return literal(sign);
        const negated = sign[1] === '!';
        const set = sign.slice(negated ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&');
        return `[${negated ? '^' : ''}${set}]`;
      });
    })
    .join('');
}

export const matches = (pieces: readonly Piece[], text: string): boolean =>
  new RegExp(`^(?:${patternOf(pieces)})$`).test(text);

/** `${x#p}`, `##`, `%`, `%%`: what is left of the text. */
export function trimmed(text: string, operator: string, pieces: readonly Piece[]): string {
  const whole = new RegExp(`^(?:${patternOf(pieces)})$`);
  const fromStart = operator.startsWith('#');
  const longest = operator.length === 2;
  for (let step = 0; step <= text.length; step += 1) {
    const size = longest ? text.length - step : step;
    const [piece, left] = fromStart
      ? [text.slice(0, size), text.slice(size)]
      : [text.slice(text.length - size), text.slice(0, text.length - size)];
    if (whole.test(piece)) return left;
  }
  return text;
}
