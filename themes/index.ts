import type {Theme} from '../source/terminal/theme.ts';
import {bsddialog} from './bsddialog.ts';
import {colourSafe} from './colour-safe.ts';
import {dark} from './dark.ts';
import {highContrast} from './high-contrast.ts';
import {light} from './light.ts';
import {mono} from './mono.ts';

export const themes: readonly [Theme, ...Theme[]] = [dark, light, colourSafe, highContrast, bsddialog, mono];

/** `auto` goes by the terminal's background; null for a name that no theme has. */
export function themeOf(name: string, background: 'dark' | 'light'): Theme | null {
  const wanted = name === 'auto' || name === '' ? background : name;
  return themes.find(theme => theme.name === wanted) ?? null;
}
