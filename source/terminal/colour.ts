import type {Environment} from './guard.ts';

/** `none` also means no bold and no inverse: the selected row must be told by its sign. */
export type Depth = 'none' | 'auto';

/** Terminals that Ink's colour library takes for coloured ones because their names look like it. */
const monochrome = /^(vt\d+|.*-m(ono)?|dumb)$/;

/** NO_COLOR (any value but the empty one), `--no-color` and terminals without colour win over everything else. */
export const depthOf = (env: Environment, isRefused: boolean): Depth =>
  isRefused || env.NO_COLOR || monochrome.test(env.TERM ?? '') ? 'none' : 'auto';

/** Ink reads this once, when it is loaded, and knows nothing of NO_COLOR: call it before Ink is imported. */
export function applyDepth(depth: Depth, env: Record<string, string | undefined>): void {
  if (depth === 'none') env.FORCE_COLOR = '0';
}

/** The background as the terminal tells it by COLORFGBG (`15;0`, `0;default;15`); dark when it does not. */
export function backgroundOf(env: Environment): 'dark' | 'light' {
  const background = Number(env.COLORFGBG?.split(';').at(-1) ?? 0);
  return background === 7 || (background > 8 && background < 16) ? 'light' : 'dark';
}
