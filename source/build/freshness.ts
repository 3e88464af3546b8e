import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';

/** What a bundle is made of; folders count with all they hold and with their own time, which a removed file changes. */
const sources = ['cli.tsx', 'source', 'themes', 'package.json', 'package-lock.json'];

/** Whether `output` exists and was begun after the last change of any source. */
export function isFresh(root: string, output: string): boolean {
  const built = changedAt(path.join(root, output));
  return built > 0 && sources.every(source => newest(path.join(root, source)) < built);
}

function newest(file: string): number {
  const entry = statSync(file, {throwIfNoEntry: false});
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  return Math.max(entry.mtimeMs, ...readdirSync(file).map(name => newest(path.join(file, name))));
}

const changedAt = (file: string): number => statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0;
