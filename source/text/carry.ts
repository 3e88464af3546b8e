/**
 * Why a single-quoted shell assignment or an unescaped SQL string cannot carry this text, or null. These five signs and
 * no more: `$`, backticks, `~` and blanks were seen to arrive unchanged (cbsd-observed, the way of driving).
 */
export function cannotCarry(text: string): string | null {
  for (const [sign, name] of signs) if (text.includes(sign)) return `holds ${name}`;
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return 'holds a control character or a line break';
  if (!text.isWellFormed()) return 'holds half of a character pair (not valid Unicode)';
  return null;
}

/** `key='value';`, the one form of a line in a CBSD configuration file. The value has passed `cannotCarry`. */
export const assignment = (key: string, value: string): string => `${key}='${value}';`;

const signs: readonly (readonly [string, string])[] = [
  ["'", "a single quote (')"],
  ['"', 'a double quote (")'],
  ['\\', 'a backslash (\\)'],
  ['|', 'a vertical bar (|)'],
];
