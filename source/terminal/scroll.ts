/** Which row the cursor is on and which one is the first in sight. */
export type View = {readonly cursor: number; readonly top: number};

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/**
 * Puts the cursor on `cursor` and scrolls only when it would leave the window, then by half a page: a cursor that moves
 * in a still list costs two lines of output, one that is kept in the middle costs all of them.
 */
export function scrollTo({top}: View, cursor: number, count: number, height: number): View {
  const next = clamp(cursor, 0, Math.max(0, count - 1));
  const last = Math.max(0, count - height);
  const jump = Math.floor(height / 2);
  if (next < top) return {cursor: next, top: clamp(Math.min(next, top - jump), 0, last)};
  if (next >= top + height) return {cursor: next, top: clamp(Math.max(next - height + 1, top + jump), 0, last)};
  return {cursor: next, top: clamp(top, 0, last)};
}

/** A text without a cursor: `top` moves and stays within it. */
export const scrollBy = (top: number, step: number, count: number, height: number): number =>
  clamp(top + step, 0, Math.max(0, count - height));
