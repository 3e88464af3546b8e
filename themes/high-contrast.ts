import type {Theme} from '../source/terminal/theme.ts';

/** Bright on black, nothing dimmed; what matters is also bold or underlined. */
export const highContrast = {
  name: 'high-contrast',
  title: 'High contrast',
  roles: {
    text: {color: 'whiteBright'},
    muted: {color: 'whiteBright'},
    title: {color: 'whiteBright', bold: true},
    rule: {color: 'whiteBright'},
    practice: {color: 'black', backgroundColor: 'yellowBright', bold: true},
    accent: {color: 'yellowBright', bold: true},
    key: {color: 'yellowBright', bold: true},
    selected: {color: 'black', backgroundColor: 'whiteBright', bold: true},
    good: {color: 'greenBright', bold: true},
    warn: {color: 'yellowBright', bold: true},
    bad: {color: 'redBright', bold: true, underline: true},
    busy: {color: 'yellowBright'},
    default: {color: 'whiteBright'},
    answered: {color: 'whiteBright', bold: true},
    command: {color: 'cyanBright'},
  },
} as const satisfies Theme;
