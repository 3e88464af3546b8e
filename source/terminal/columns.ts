/** A column of a table: how wide it wants to be, how narrow it may become, and how soon it goes when there is no room. */
export type Column<Id extends string> = {
  readonly id: Id;
  readonly wanted: number;
  readonly least: number;
  /** Lower stays longer; the first one never goes. */
  readonly rank: number;
};

export type Placed<Id extends string> = {readonly id: Id; readonly width: number};

/** The columns that fit into `width` with `gap` blanks between them, in their order: narrowed first, then dropped by rank. */
export function fitColumns<Id extends string>(
  columns: readonly Column<Id>[],
  width: number,
  gap = 2,
): readonly Placed<Id>[] {
  const kept = columns.toSorted((one, other) => one.rank - other.rank);
  const least = (list: readonly Column<Id>[]): number =>
    list.reduce((sum, {least}) => sum + least, 0) + gap * (list.length - 1);
  while (kept.length > 1 && least(kept) > width) kept.pop();
  let spare = Math.max(0, width - least(kept));
  const widths = new Map<Id, number>();
  for (const {id, wanted, least} of kept) {
    const extra = Math.min(spare, Math.max(0, wanted - least));
    spare -= extra;
    widths.set(id, least + extra);
  }
  return columns.flatMap(({id}) => {
    const placed = widths.get(id);
    return placed === undefined ? [] : [{id, width: placed}];
  });
}
