/** Terminals cut longer ones, and some show the rest as text. */
const longest = 200;

/**
 * The control string that tells an operator who looks elsewhere: the bell, or a message of the desktop with `text` in it (OSC 9:
 * iTerm2, kitty, WezTerm, Windows Terminal; others show nothing). null: nothing is wanted. `text` has to be safe for a terminal.
 */
export function alertOf(kind: string, text: string): string | null {
  if (kind === 'none') return null;
  return kind === 'osc9' ? `\u001b]9;${text.slice(0, longest)}\u0007` : '\u0007';
}
