/**
 * A look at a host is a constant sh text that begins each of its parts with a line of its own: the record separator (octal
 * 036) and the part's name. Whatever a part's command cannot tell leaves that part empty.
 */
export const section = (name: string): string => `printf '\\036${name}\\n'`;

/** The parts of such an output by name; each without its last newline. A part that never came is absent. */
export function readSections(stdout: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  for (const piece of stdout.split('\u001E').slice(1)) {
    const end = piece.indexOf('\n');
    sections.set(piece.slice(0, end), piece.slice(end + 1).replace(/\n$/, ''));
  }
  return sections;
}

/** The sh that runs a constant text; what varies are the words after it, its positional parameters. */
export const shell = (script: string, ...words: readonly string[]): readonly [string, ...string[]] => [
  'sh',
  '-c',
  script,
  'construct-tui',
  ...words,
];
