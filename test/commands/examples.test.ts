import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {hostlessCommands} from '../../source/commands/hostless.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {headlessCommands} from '../../source/commands/table.ts';
import {root} from '../helpers/program.ts';

const rows = [...hostlessCommands, ...headlessCommands];

/** The lines of a page that call the program; ` · ` parts several calls of one line, `a|b` stands for one of them. */
function calls(page: string): readonly (readonly string[])[] {
  const lines = page.split('\n').flatMap(line => /^ {4}construct-tui (.*)$/.exec(line)?.[1] ?? []);
  return lines
    .flatMap(line => line.replace(/ +#.*$/, '').split(/ +(?:·|&&) +/))
    .map(call =>
      call
        .replace(/^construct-tui /, '')
        .split(/ +/)
        .map(word => word.replace(/\|.*$/, '')),
    );
}

for (const file of ['README.md', ...globSync('docs/*.md', {cwd: root})])
  test(`every command that ${file} shows is one`, () => {
    const all = calls(readFileSync(path.join(root, file), 'utf8'));
    assert.ok(all.length > 0, 'it shows none');
    for (const call of all) {
      const {words} = parseOptions(call);
      const isKnown = words.length === 0 || rows.some(row => row.words.every((word, index) => words[index] === word));
      assert.ok(isKnown, call.join(' '));
    }
  });
