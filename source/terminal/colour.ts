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

export type Background = 'dark' | 'light';

/** The background as the terminal tells it by COLORFGBG (`15;0`, `0;default;15`); dark when it does not. */
export function backgroundOf(env: Environment): Background {
  const background = Number(env.COLORFGBG?.split(';').at(-1) ?? 0);
  return background === 7 || (background > 8 && background < 16) ? 'light' : 'dark';
}

/** Asks the terminal for its background (OSC 11); what does not know the question says nothing. */
export const backgroundQuestion = '\u001b]11;?\u0007';

/** Whether to ask: not where the environment has told it, and not on consoles that would print the question. */
export const asksBackground = (env: Environment): boolean =>
  !env.COLORFGBG && /^(xterm|tmux|screen|alacritty|foot|kitty|rxvt|st-|wezterm|ghostty)/.test(env.TERM ?? '');

/** The answer to it, `11;rgb:ffff/ffff/dddd` without its ends: light when it is nearer to white, as the eye weighs colours. */
export function backgroundIn(answer: string): Background | null {
  const [, red = '', green = '', blue = ''] = /^11;rgba?:([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)/i.exec(answer) ?? [];
  if (!blue) return null;
  const part = (hex: string): number => Number.parseInt(hex, 16) / (16 ** hex.length - 1);
  return 0.299 * part(red) + 0.587 * part(green) + 0.114 * part(blue) > 0.5 ? 'light' : 'dark';
}
