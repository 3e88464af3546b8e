/** Sequences of the terminals in use (xterm, vt220, rxvt, putty, the consoles of Linux and FreeBSD) and the key's name. */
const sequences: Readonly<Record<string, readonly string[]>> = {
  up: ['[A', 'OA'],
  down: ['[B', 'OB'],
  right: ['[C', 'OC'],
  left: ['[D', 'OD'],
  home: ['[H', 'OH', '[1~', '[7~'],
  end: ['[F', 'OF', '[4~', '[8~'],
  insert: ['[2~', '[L'],
  delete: ['[3~'],
  pageup: ['[5~', '[I'],
  pagedown: ['[6~', '[G'],
  'shift-tab': ['[Z'],
  f1: ['OP', '[11~', '[[A', '[M'],
  f2: ['OQ', '[12~', '[[B', '[N'],
  f3: ['OR', '[13~', '[[C', '[O'],
  f4: ['OS', '[14~', '[[D', '[P'],
  f5: ['[15~', '[[E', '[Q'],
  f6: ['[17~', '[R'],
  f7: ['[18~', '[S'],
  f8: ['[19~', '[T'],
  f9: ['[20~', '[U'],
  f10: ['[21~', '[V'],
  f11: ['[23~', '[W'],
  f12: ['[24~', '[X'],
  enter: ['OM'],
};

/** Control characters that are keys of their own; every other one is `ctrl-` and its letter. */
const controls: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
  '\u001b': 'esc',
  ' ': 'space',
};

const names = new Map(Object.entries(sequences).flatMap(([name, forms]) => forms.map(form => [form, name] as const)));

/** The name of an escape sequence (without its ESC), null when no key of ours sends it: replies, mouse, modified keys. */
export const sequenceName = (sequence: string): string | null => names.get(sequence) ?? null;

/** The name of one character: itself when it prints. */
export function characterName(character: string): string {
  const control = controls[character];
  if (control) return control;
  const code = character.codePointAt(0) ?? 0;
  return code < 32 ? `ctrl-${String.fromCharCode(code + 96)}` : character;
}

/** The text that a key types, null for keys that type nothing. */
export function textOf(name: string): string | null {
  if (name === 'space') return ' ';
  return [...name].length === 1 ? name : null;
}

const labels: Readonly<Record<string, string>> = {
  pageup: 'PgUp',
  pagedown: 'PgDn',
  'shift-tab': 'Shift-Tab',
  ' ': 'Space',
};

/** As it stands in footers and help: `Enter`, `Ctrl-P`, `F2`, `j`. */
export function keyLabel(name: string): string {
  if (labels[name]) return labels[name];
  if ([...name].length === 1) return name;
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
