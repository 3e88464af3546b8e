import type {Theme} from '../source/terminal/theme.ts';

/** No colour at all: weight and inversion only. */
export const mono = {
  name: 'mono',
  title: 'Monochrome',
  roles: {
    text: {},
    muted: {},
    title: {bold: true},
    rule: {},
    practice: {inverse: true, bold: true},
    accent: {bold: true},
    key: {bold: true},
    selected: {inverse: true},
    good: {},
    warn: {bold: true},
    bad: {bold: true},
    busy: {},
    default: {},
    answered: {bold: true},
    command: {},
  },
} as const satisfies Theme;
