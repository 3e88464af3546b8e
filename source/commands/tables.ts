import {safeLine} from '../text/safe.ts';

/** One long name does not push every other line out of sight: it alone stands out of its column. */
const widest = 40;

/** Columns as wide as their widest cell, two blanks between; every cell is made safe for a terminal and stays on its line. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map(row => row.map(safeLine));
  const widths = header.map((_, column) => Math.min(widest, Math.max(...cells.map(row => row[column]?.length ?? 0))));
  return cells
    .map(row =>
      row
        .map((value, column) => value.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
