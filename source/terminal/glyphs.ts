import type {Environment} from './guard.ts';

const unicode = {
  cursor: '❯',
  rule: '─',
  divider: '│',
  more: '…',
  dot: '·',
  running: '●',
  stopped: '○',
  busy: '◐',
  broken: '✗',
  unknown: '?',
  done: '✓',
  planned: '·',
  arrow: '→',
  warning: '!',
  full: '█',
  empty: '░',
  mask: '•',
  list: '▾',
  caret: '▏',
  times: '×',
} as const;

export type GlyphName = keyof typeof unicode;
export type Glyphs = Readonly<Record<GlyphName, string>>;

/** Twins of the same width, so that no column moves. */
const ascii: Glyphs = {
  cursor: '>',
  rule: '-',
  divider: '|',
  more: '~',
  dot: '-',
  running: '*',
  stopped: 'o',
  busy: '%',
  broken: 'x',
  unknown: '?',
  done: '+',
  planned: '.',
  arrow: '>',
  warning: '!',
  full: '#',
  empty: '.',
  mask: '*',
  list: 'v',
  caret: '_',
  times: 'x',
};

export const glyphs = {unicode, ascii} as const satisfies Record<string, Glyphs>;

/** The locale says what the terminal shows, in the order that C libraries ask; Ink itself draws boxes even in `LANG=C`. */
export function wantsAscii(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return !/utf-?8/i.test(locale) || /^vt\d+/.test(env.TERM ?? '');
}
