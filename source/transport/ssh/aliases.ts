import {readdir, readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {basename, dirname, isAbsolute, join} from 'node:path';

/** Deeper than anybody includes; a file that includes itself ends there. */
const deepest = 8;

/** The names after `Host` in the operator's ssh configuration that are no patterns, in their order: what they would type behind `ssh`. */
export async function sshAliases(path = join(homedir(), '.ssh/config'), depth = 0): Promise<readonly string[]> {
  const text = depth > deepest ? '' : await readFile(path, 'utf8').catch(() => '');
  const found = await Promise.all(
    text.split('\n').map(async (line): Promise<readonly string[]> => {
      const [, keyword = '', rest = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
      const words = rest.split(/\s+/).map(word => word.replace(/^"|"$/g, ''));
      if (/^host$/i.test(keyword)) return words.filter(word => /^[A-Za-z0-9][\w.-]*$/.test(word));
      if (!/^include$/i.test(keyword)) return [];
      const files = (await Promise.all(words.map(filesOf))).flat();
      return (await Promise.all(files.map(file => sshAliases(file, depth + 1)))).flat();
    }),
  );
  return [...new Set(found.flat())];
}

/** `Include` takes patterns, and means ~/.ssh where it names no folder. */
async function filesOf(word: string): Promise<readonly string[]> {
  const home = word.replace(/^~\//, `${homedir()}/`);
  const path = isAbsolute(home) ? home : join(homedir(), '.ssh', home);
  const pattern = new RegExp(
    `^${basename(path)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  const names = await readdir(dirname(path)).catch(() => []);
  return names.filter(name => pattern.test(name)).map(name => join(dirname(path), name));
}
