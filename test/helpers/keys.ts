/** What an xterm sends for a key by its name; everything else is typed as it is. */
const sequences: Readonly<Record<string, string>> = {
  enter: '\r',
  tab: '\t',
  'shift-tab': '\x1b[Z',
  esc: '\x1b',
  space: ' ',
  backspace: '\x7f',
  delete: '\x1b[3~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  f1: '\x1bOP',
  f5: '\x1b[15~',
  f10: '\x1b[21~',
};

/** `enter`, `ctrl-p`, `x`: the bytes of one key. */
export function keyBytes(name: string): string {
  const letter = /^ctrl-([a-z\\])$/.exec(name)?.[1];
  return letter === undefined ? (sequences[name] ?? name) : String.fromCharCode(letter.charCodeAt(0) & 0x1f);
}
