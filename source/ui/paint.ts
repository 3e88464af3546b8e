import {cut, fit, fitRight, widthOf} from '../terminal/fit.ts';
import type {Glyphs} from '../terminal/glyphs.ts';
import {glyphs} from '../terminal/glyphs.ts';
import type {Role, Theme} from '../terminal/theme.ts';
import {safeLine} from '../text/safe.ts';
import type {Line, Span} from './screen.ts';

/** How things are drawn here: the signs, the theme and the text functions that follow from them. */
export type Paint = {
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** Text from the tools or from a guest as it may reach the screen. */
  clean(text: string): string;
  cut(text: string, width: number): string;
  fit(text: string, width: number): string;
  fitRight(text: string, width: number): string;
};

export function createPaint(theme: Theme, isAscii: boolean): Paint {
  const signs = isAscii ? glyphs.ascii : glyphs.unicode;
  const clean = isAscii ? (text: string) => toAscii(safeLine(text)) : safeLine;
  return {
    theme,
    glyphs: signs,
    clean,
    cut: (text, width) => cut(clean(text), width, signs.more),
    fit: (text, width) => fit(clean(text), width, signs.more),
    fitRight: (text, width) => fitRight(clean(text), width, signs.more),
  };
}

export const span = (text: string, role?: Role): Span => (role ? {text, role} : {text});

export const line = (...spans: readonly (Span | string)[]): Line => ({
  spans: spans.map(part => (typeof part === 'string' ? {text: part} : part)),
});

export const selected = (row: Line): Line => ({...row, isSelected: true});

/** Every character that a plain ASCII terminal cannot show becomes `?`, as many as it is columns wide. */
const toAscii = (text: string): string =>
  text.replace(/[^ -~]/gu, character => asciiTwins[character] ?? '?'.repeat(Math.max(1, widthOf(character))));

/** Signs of our own sentences. */
const asciiTwins: Readonly<Record<string, string>> = {
  '…': '~',
  '·': '-',
  '×': 'x',
  '→': '>',
  '–': '-',
  '—': '-',
  '’': "'",
};
