import type {Theme} from '../source/terminal/theme.ts';

export const light = {
  name: 'light',
  title: 'Default on a light background',
  roles: {
    text: {},
    muted: {color: 'gray'},
    title: {bold: true},
    rule: {color: 'gray'},
    practice: {color: 'whiteBright', backgroundColor: 'magenta', bold: true},
    accent: {color: 'blue', bold: true},
    key: {color: 'blue'},
    selected: {inverse: true},
    good: {color: 'green'},
    warn: {color: 'magenta'},
    bad: {color: 'red', bold: true},
    busy: {color: 'magenta'},
    default: {color: 'gray'},
    answered: {bold: true},
    command: {color: 'blue'},
  },
} as const satisfies Theme;
