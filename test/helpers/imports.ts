import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from './program.ts';

/** A source file (path from the root), its length and what it imports: packages by name, files by their path from the root. */
export type SourceFile = {readonly file: string; readonly lines: number; readonly imports: readonly string[]};

const specifiers = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*(?:['"]([^'"]+)['"])?/g,
  /\b(?:require|getBuiltinModule)\(\s*['"]([^'"]+)['"]/g,
];

/** Types count too: knowing a shape is knowing its owner. A dynamic import that names no file is `(computed)`. */
export function importsOf(file: string, text: string): readonly string[] {
  return specifiers
    .flatMap(pattern => [...text.matchAll(pattern)].map(match => match[1] ?? '(computed)'))
    .map(name => (name.startsWith('.') ? path.join(path.dirname(file), name) : name));
}

export function sourceFiles(): readonly SourceFile[] {
  const found = ['source', 'themes'].flatMap(folder =>
    readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'}).map(name => path.join(folder, name)),
  );
  return ['cli.tsx', ...found]
    .filter(file => /\.tsx?$/.test(file))
    .map(file => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return {file, lines: text.split('\n').length - 1, imports: importsOf(file, text)};
    });
}
