import type {Theme} from '../source/terminal/theme.ts';

/** The terminal's own 16 colours: they follow the operator's palette and cost the fewest bytes on a slow line. */
export const dark = {
  name: 'dark',
  title: 'Default on a dark background',
  roles: {
    text: {},
    muted: {color: 'gray'},
    title: {bold: true},
    rule: {color: 'gray'},
    practice: {color: 'black', backgroundColor: 'yellow', bold: true},
    accent: {color: 'cyan', bold: true},
    key: {color: 'cyan'},
    selected: {inverse: true},
    good: {color: 'green'},
    warn: {color: 'yellow'},
    bad: {color: 'redBright'},
    busy: {color: 'yellow'},
    default: {color: 'gray'},
    answered: {bold: true},
    command: {color: 'cyan'},
  },
} as const satisfies Theme;
