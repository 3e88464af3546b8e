import {basename, dirname, join} from 'node:path';

/** The absolute path of one of our built programs, or of their compiled code, from inside the bundle as from the sources. */
export function programPath(name: 'cli.js' | 'practice.js' | 'ssh-thread.js' | 'compiled'): string {
  const here = import.meta.dirname;
  return basename(here) === 'dist' ? join(here, name) : join(dirname(dirname(here)), 'dist', name);
}
