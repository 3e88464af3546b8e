import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/** Places in our dependencies that cost every start or every key something for nothing. Measured, each; exact, so that a new version that differs fails the build. */
const trims: readonly {
  readonly file: RegExp;
  readonly from: string | RegExp;
  readonly to: string;
  readonly why: string;
}[] = [
  {
    file: /\/ink\/build\/devtools\.js$/,
    from: /^.*$/s,
    to: '',
    why: 'the devtools are not installed; as an external import they would fail at every start',
  },
  {
    file: /\/string-width\/index\.js$/,
    from: 'rgiEmojiRegex.test(',
    to: '/[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\p{Emoji_Modifier}\\u20E3]/v.test(segment) && rgiEmojiRegex.test(',
    why: 'compiling the list of all emoji takes 20 ms, and the first box-drawing character asked for it',
  },
  {
    file: /\/ink\/build\/output\.js$/,
    from: 'caches = new OutputCaches();',
    to: `caches = OutputCaches.kept?.styledChars.size < 300 && OutputCaches.kept.widths.size < 3000
      ? OutputCaches.kept : (OutputCaches.kept = new OutputCaches());`,
    why: 'every frame took all of its rows apart again, of which a key changes two: 2 MB to collect for each',
  },
  {
    file: /\/ink\/build\/output\.js$/,
    from: /row\.push\(\{[^}]*\}\);/,
    to: "row.push(OutputCaches.blank ??= {type: 'char', value: ' ', fullWidth: false, styles: []});",
    why: 'every cell of every frame was made anew, and none is ever changed',
  },
  {
    file: /\/ink\/build\/render-node-to-output\.js$/,
    from: 'widestLine(text)',
    to: 'output.caches.getWidestLine(text)',
    why: 'every frame measured all of its rows again, a character at a time where one is not ASCII',
  },
  {
    file: /\/ansi-tokenize\/build\/diff\.js$/,
    from: 'export function diffAnsiCodes(from, to) {',
    to: `const kept = new WeakMap();
export function diffAnsiCodes(from, to) {
    const known = kept.get(from);
    if (known?.to === to) return known.codes;
    const codes = diffOf(from, to);
    kept.set(from, {to, codes});
    return codes;
}
function diffOf(from, to) {`,
    why: 'every frame found out anew what lies between the colours of all of its rows, with three sets each time',
  },
];

export const trimmed: Plugin = {
  name: 'trimmed',
  setup(build) {
    for (const {file} of trims)
      build.onLoad({filter: file}, async ({path}) => {
        let contents = await readFile(path, 'utf8');
        for (const {from, to, why} of trims.filter(({file}) => file.test(path))) {
          const before = contents;
          contents = before.replace(from, () => to);
          if (contents === before)
            throw new Error(`${path} is not what source/build/trims.ts trims; look again: ${why}`);
        }
        return {contents};
      });
  },
};
