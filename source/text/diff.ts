export type DiffLine = {readonly sign: ' ' | '+' | '-' | '@'; readonly text: string};

const context = 2;

/**
 * The lines that differ with a few around them; `@` stands for what is left out. null: there was no such file before. For
 * settings files of some hundred lines: it takes time and room by the square of their length.
 */
export function diffLines(before: string | null, after: string): readonly DiffLine[] {
  const [old, fresh] = [linesOf(before ?? ''), linesOf(after)];
  const all: DiffLine[] = [];
  const common = longestCommon(old, fresh);
  for (let i = 0, j = 0; i < old.length || j < fresh.length; ) {
    const [left = '', right = ''] = [old[i], fresh[j]];
    if (i < old.length && j < fresh.length && left === right) {
      all.push({sign: ' ', text: left});
      i += 1;
      j += 1;
    } else if (j >= fresh.length || (i < old.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      all.push({sign: '-', text: left});
      i += 1;
    } else {
      all.push({sign: '+', text: right});
      j += 1;
    }
  }
  return cut(all);
}

/** The file's end without a line break is no line of its own. */
const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

function longestCommon(old: readonly string[], fresh: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = [new Array<number>(fresh.length + 1).fill(0)];
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const below = rows[0] ?? [];
    const row = new Array<number>(fresh.length + 1).fill(0);
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      row[j] = old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    rows.unshift(row);
  }
  return rows;
}

function cut(lines: readonly DiffLine[]): readonly DiffLine[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({sign}) => sign !== ' '),
  );
  return lines.flatMap((line, index) => {
    if (near[index]) return [line];
    return index === 0 || near[index - 1] ? [{sign: '@', text: ''} as const] : [];
  });
}
