import type {Theme} from '../source/terminal/theme.ts';

/** The dialogs of the FreeBSD installer: black on a light grey box, the choice white on blue, blue titles. */
export const bsddialog = {
  name: 'bsddialog',
  title: 'As the FreeBSD installer looks',
  roles: {
    text: {color: 'black'},
    muted: {color: 'blackBright'},
    title: {color: 'blue', bold: true},
    rule: {color: 'black'},
    practice: {color: 'yellowBright', backgroundColor: 'red', bold: true},
    accent: {color: 'whiteBright', backgroundColor: 'blue', bold: true},
    key: {color: 'red', bold: true},
    selected: {color: 'whiteBright', backgroundColor: 'blue', bold: true},
    good: {color: 'green', bold: true},
    warn: {color: 'magenta', bold: true},
    bad: {color: 'red', bold: true},
    busy: {color: 'magenta'},
    default: {color: 'blackBright'},
    answered: {color: 'black', bold: true},
    command: {color: 'blue'},
  },
  ground: 'white',
} as const satisfies Theme;
