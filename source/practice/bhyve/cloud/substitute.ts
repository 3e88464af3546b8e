export type Substitution = {readonly key: string; readonly value: string; readonly delimiter: ':' | '#'};

/**
 * A template after `sed` replaced `%%key%%`, one substitution after the other, or null where sed refuses its script and so writes
 * nothing: the value holds the delimiter, ends in a backslash, or names a group. `&` is the placeholder itself and a backslash is
 * eaten (cbsd-create 4.3.7): what corrupts the real seed corrupts this one.
 */
export function substitute(template: string, substitutions: readonly Substitution[]): string | null {
  let text = template;
  for (const {key, value, delimiter} of substitutions) {
    const placeholder = `%%${key}%%`;
    const replacement = read(value, delimiter, placeholder);
    if (replacement === null) return null;
    text = text.replaceAll(placeholder, () => replacement);
  }
  return text;
}

function read(value: string, delimiter: string, placeholder: string): string | null {
  let out = '';
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at] ?? '';
    if (character === delimiter) return null;
    if (character === '&') out += placeholder;
    else if (character !== '\\') out += character;
    else {
      at += 1;
      const escaped = value[at];
      if (escaped === undefined || /\d/.test(escaped)) return null;
      out += escaped === 'n' ? '\n' : escaped;
    }
  }
  return out;
}
