/**
 * `column -t`: cells padded to their column's width in bytes (a clone in the C locale), two blanks between them, the last one
 * as it is. Cells are what the separator divides; empty ones vanish.
 */
export const columns = (lines: readonly string[], separator: RegExp | string = /\s+/): string => {
  const rows = lines.map(line => line.split(separator).filter(cell => cell !== '')).filter(row => row.length > 0);
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, Buffer.byteLength(cell));
    });
  return rows.map(row => `${row.map((cell, index) => pad(cell, row, index, widths)).join('')}\n`).join('');
};

const pad = (cell: string, row: readonly string[], index: number, widths: readonly number[]): string =>
  index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - Buffer.byteLength(cell) + 2);
