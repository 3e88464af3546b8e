import {createLocalTransport} from '../transport/local.ts';

const ways: readonly (readonly [string, ...string[]])[] = [
  ['sudo', '-n'],
  ['doas', '-n'],
];

/**
 * The words that make a command run as root without a question; empty for root itself. null: there is no such way, and
 * nothing here asks for a password that it would have to keep.
 */
export async function findElevation(): Promise<readonly string[] | null> {
  if (process.getuid?.() === 0) return [];
  const transport = createLocalTransport();
  for (const way of ways) {
    const {exitCode} = await transport.read({argv: [...way, 'true'], timeoutMs: 5000});
    if (exitCode === 0) return way;
  }
  return null;
}
