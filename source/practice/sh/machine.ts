import {createHash} from 'node:crypto';
import {readFileSync, statSync} from 'node:fs';
import type {Called} from './shell.ts';
import {pathOf, rest, sinkOf, sourceOf} from './streams.ts';
import {NotUnderstood} from './syntax.ts';

/** The machine's own tools that tools of sh end in, as far as those call them; `NotUnderstood` for more. */
export const machineTools: Readonly<Record<string, (called: Called) => number>> = {
  '/bin/cat': called => {
    const names = wordsOf(called);
    if (names.length === 0) names.push('-');
    return worst(names, name => {
      const text = name === '-' ? rest(sourceOf(called.streams)) : contentOf(called, 'cat', name);
      if (text !== null) sinkOf(called.streams, 1)(text);
      return text === null ? 1 : 0;
    });
  },
  /** `grep -aH '' FILE…`: every line behind its file's name. */
  '/usr/bin/grep': called => {
    const [, option, pattern, ...names] = called.argv;
    if (option !== '-aH' || pattern !== '') throw new NotUnderstood('grep');
    let seen = 1;
    const status = worst(names, name => {
      const text = contentOf(called, 'grep', name);
      if (!text) return text === null ? 2 : 0;
      seen = 0;
      sinkOf(called.streams, 1)(`${text.replace(/\n$/, '').replace(/^/gm, () => `${name}:`)}\n`);
      return 0;
    });
    return status || seen;
  },
  /** `stat -c '%s %n' FILE…`: its size, and its name as it was given. */
  '/usr/bin/stat': called => {
    const [, option, format, ...names] = called.argv;
    if (option !== '-c' || format !== '%s %n') throw new NotUnderstood('stat');
    return worst(names, name => {
      const stats = statSync(pathOf(called.cwd, name), {throwIfNoEntry: false});
      if (stats) sinkOf(called.streams, 1)(`${stats.size} ${name}\n`);
      else sinkOf(called.streams, 2)(`stat: cannot statx '${name}': No such file or directory\n`);
      return stats ? 0 : 1;
    });
  },
  /** Without words: the digest of its stdin. */
  '/usr/bin/sha256sum': called => {
    if (called.argv.length > 1) throw new NotUnderstood('sha256sum');
    const digest = createHash('sha256')
      .update(rest(sourceOf(called.streams)), 'latin1')
      .digest('hex');
    sinkOf(called.streams, 1)(`${digest}  -\n`);
    return 0;
  },
  /** `sort -n`. */
  '/usr/bin/sort': called => {
    if (called.argv.slice(1).join(' ') !== '-n') throw new NotUnderstood('sort');
    const lines = rest(sourceOf(called.streams)).split('\n').filter(Boolean);
    lines.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
    if (lines.length > 0) sinkOf(called.streams, 1)(`${lines.join('\n')}\n`);
    return 0;
  },
  /** `date +%s`. */
  '/bin/date': called => {
    if (called.argv.slice(1).join(' ') !== '+%s') throw new NotUnderstood('date');
    sinkOf(called.streams, 1)(`${Math.floor(Date.now() / 1000)}\n`);
    return 0;
  },
};

function wordsOf({argv}: Called): string[] {
  const words = argv.slice(1);
  if (words.some(word => /^-./.test(word))) throw new NotUnderstood(argv.join(' '));
  return words;
}

const worst = (names: readonly string[], each: (name: string) => number): number => Math.max(0, ...names.map(each));

function contentOf({cwd, streams}: Called, tool: string, name: string): string | null {
  if (name === '/dev/null') return '';
  try {
    return readFileSync(pathOf(cwd, name), 'latin1');
  } catch (error) {
    const isFolder = error instanceof Error && 'code' in error && error.code === 'EISDIR';
    sinkOf(streams, 2)(`${tool}: ${name}: ${isFolder ? 'Is a directory' : 'No such file or directory'}\n`);
    return null;
  }
}
