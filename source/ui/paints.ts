import {themeOf, themes} from '../../themes/index.ts';
import type {Preferences} from '../settings/preferences.ts';
import type {Background} from '../terminal/colour.ts';
import {createPaint, type Paint} from './paint.ts';

/** How to draw with these preferences on this background; the same ones give the same paint. */
export type Paints = (preferences: Preferences, background: Background) => Paint;

/** `isAscii`: what the locale asks for where the preferences leave it open. */
export function createPaints(isAscii: boolean): Paints {
  const made = new Map<string, Paint>();
  return ({theme: name, signs}, background) => {
    const theme = themeOf(name, background) ?? themeOf('auto', background) ?? themes[0];
    const ascii = signs === 'auto' ? isAscii : signs === 'ascii';
    const key = `${theme.name} ${ascii}`;
    const paint = made.get(key) ?? createPaint(theme, ascii);
    made.set(key, paint);
    return paint;
  };
}
