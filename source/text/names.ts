/** The first of `prefix1`, `prefix2`, … that nobody has. */
export function nextFreeName(prefix: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = `${prefix}${number}`;
    if (!taken.has(name)) return name;
  }
}

/** `count` free names after `name`: `web1` gives `web2`, `web3`, …; a name without a number starts at 2. */
export function nameSeries(name: string, count: number, taken: ReadonlySet<string>): readonly string[] {
  const digits = /\d*$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - digits.length);
  const names: string[] = [];
  for (let number = digits ? Number(digits) + 1 : 2; names.length < count; number += 1) {
    const next = `${stem}${String(number).padStart(digits.length, '0')}`;
    if (!taken.has(next)) names.push(next);
  }
  return names;
}
