/**
 * CBSD's `merge`: assignments of the texts, a later text's line instead of an earlier one's. Comments and `[ … ]` conditions are
 * dropped, lines that end in a backslash joined, and the result is sorted, so that is the order of evaluation too.
 */
export function mergeAssignments(texts: readonly string[]): string {
  const lines = new Map<string, string>();
  for (const text of texts) {
    for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
      const at = line.indexOf('=');
      if (at > 0 && !/^[#[]/.test(line)) lines.set(line.slice(0, at), line);
    }
  }
  const sorted = [...lines.values()].sort((one, other) => (one < other ? -1 : 1));
  return sorted.map(line => `${line}\n`).join('');
}

/** The text with these keys set, each on one line as `sysrc` writes it. */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  const lines = text
    .split('\n')
    .filter(line => line !== '' && !Object.hasOwn(values, line.slice(0, line.indexOf('='))));
  for (const [key, value] of Object.entries(values)) lines.push(`${key}="${value}"`);
  return lines.map(line => `${line}\n`).join('');
}
