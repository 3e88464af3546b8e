import type {Theme} from '../source/terminal/theme.ts';

/**
 * For eyes that do not tell red from green: the colours of Okabe and Ito, which differ in brightness too. Good is blue,
 * bad is orange, and neither stands for the other in any kind of colour blindness.
 */
export const colourSafe = {
  name: 'colour-safe',
  title: 'Without red and green: blue is good, orange is bad',
  roles: {
    text: {},
    muted: {color: 'gray'},
    title: {bold: true},
    rule: {color: 'gray'},
    practice: {color: '#000000', backgroundColor: '#f0e442', bold: true},
    accent: {color: '#56b4e9', bold: true},
    key: {color: '#56b4e9'},
    selected: {inverse: true},
    good: {color: '#56b4e9', bold: true},
    warn: {color: '#f0e442'},
    bad: {color: '#d55e00', bold: true, underline: true},
    busy: {color: '#f0e442'},
    default: {color: 'gray'},
    answered: {bold: true},
    command: {color: '#cc79a7'},
  },
} as const satisfies Theme;
