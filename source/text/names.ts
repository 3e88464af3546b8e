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

/** `web2 web3`, `web2,web3` or `web2..web5`, each name once and in order; null: the two ends of a range do not match. */
export function namesIn(text: string): readonly string[] | null {
  const names: string[] = [];
  for (const word of text.split(/[\s,]+/).filter(Boolean)) {
    const [first = '', last, ...rest] = word.split('..');
    const range = last === undefined ? [word] : rest.length > 0 ? null : between(first, last);
    if (range === null) return null;
    names.push(...range);
  }
  return [...new Set(names)];
}

/** Why this is no list of new names, or null; `problem` judges each of them. */
export function namesProblem(text: string, problem: (name: string) => string | null): string | null {
  const names = namesIn(text);
  if (names === null) return 'Write names with blanks between them, or a range such as web2..web5.';
  if (names.length === 0) return 'Write at least one name.';
  if (names.length > 100) return 'More than 100 clones at once are not planned: make them in parts.';
  for (const name of names) {
    const reason = problem(name);
    if (reason) return `${name}: ${reason}`;
  }
  return null;
}

const longestRange = 1000;

function between(first: string, last: string): readonly string[] | null {
  const [one, other] = [first, last].map(name => /^(.*?)(\d{1,9})$/.exec(name));
  if (!one || !other || one[1] !== other[1]) return null;
  const [from, to] = [Number(one[2]), Number(other[2])];
  if (to < from || to - from >= longestRange) return null;
  const width = one[2]?.startsWith('0') ? one[2].length : 0;
  return Array.from({length: to - from + 1}, (_, index) => `${one[1]}${String(from + index).padStart(width, '0')}`);
}
