/** Letters that no POSIX shell reads as anything but themselves. */
const plain = /^[\w@%+:,./-][\w@%+=:,./-]*$/;
const plainCommand = /^[\w@%+:,./-]+$/;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** One word of a POSIX shell line: as it is where that is safe, else in single quotes. A NUL cannot be quoted; no argument can hold one. */
export const shellWord = (text: string): string => (plain.test(text) ? text : quoted(text));

/** An argv as a line to read or to paste. A command with `=` in its name is quoted, or the shell would take it for an assignment. */
export const shellLine = ([command = '', ...rest]: readonly string[]): string =>
  [plainCommand.test(command) ? command : quoted(command), ...rest.map(shellWord)].join(' ');
