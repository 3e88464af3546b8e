/**
 * What a shell holds after it sourced a file of single-quoted assignments. Anything else in the file, an unquoted sign
 * included, is an error: it would be run or changed.
 */
export function sourced(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const match = /^([A-Za-z_][A-Za-z0-9_]*)='([^']*)';$/.exec(line);
    if (!match) throw new Error(`a shell would do something with: ${JSON.stringify(line)}`);
    const [, key = '', value = ''] = match;
    if (values.has(key)) throw new Error(`${key} stands twice`);
    values.set(key, value);
  }
  return values;
}
