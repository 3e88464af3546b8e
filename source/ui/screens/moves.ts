import type {Press} from '../screen.ts';

/** The row that a moving key leads to, null for any other key. Never wraps: at the end a burst of `j` stays there. */
export function movesOf({id}: Press, cursor: number, count: number, height: number): number | null {
  if (id === 'down') return Math.min(count - 1, cursor + 1);
  if (id === 'up') return Math.max(0, cursor - 1);
  if (id === 'page-down') return Math.min(count - 1, cursor + height);
  if (id === 'page-up') return Math.max(0, cursor - height);
  if (id === 'first') return 0;
  if (id === 'last') return count - 1;
  return null;
}
