import {existsSync} from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');

/** The built program; `npm test` builds it first. */
export const program = (): string => built('dist/cli.js');

/** What it runs in a thread of its own, to hold connections to hosts. */
export const sshThread = (): string => built('dist/ssh-thread.js');

function built(name: string): string {
  const file = path.join(root, name);
  if (!existsSync(file)) throw new Error(`${name} is not built: run \`npm run build\``);
  return file;
}

/** Nothing of the developer's shell reaches the program: no CI, no NO_COLOR, no settings of theirs. */
export const cleanEnvironment = (home: string): Record<string, string> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: home,
  LANG: 'C.UTF-8',
});
