/** Stands where a secret was printed. */
const mask = '<secret>';

/** Shorter ones would turn ordinary output into masks; a password that short protects nothing. */
const shortest = 4;

/**
 * A line of a tool's output without secrets: those that this job wrote, wherever they stand, and what follows a beginning
 * that is known to precede one. Tools print them: `bstart` tells the VNC password.
 */
export function masked(line: string, secrets: ReadonlySet<string>, beginnings: readonly string[]): string {
  const beginning = beginnings.find(text => line.includes(text));
  const cut = beginning === undefined ? line : `${line.slice(0, line.indexOf(beginning) + beginning.length)}${mask}`;
  return [...secrets]
    .filter(secret => secret.length >= shortest)
    .reduce((text, secret) => text.replaceAll(secret, mask), cut);
}
