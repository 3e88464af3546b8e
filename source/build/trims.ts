import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/** Places in our dependencies that cost every start something that we never use. Measured, each; exact, so that a new version that differs fails the build. */
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
];

export const trimmed: Plugin = {
  name: 'trimmed',
  setup(build) {
    for (const {file, from, to, why} of trims)
      build.onLoad({filter: file}, async ({path}) => {
        const text = await readFile(path, 'utf8');
        const contents = text.replace(from, () => to);
        if (contents === text) throw new Error(`${path} is not what source/build/trims.ts trims; look again: ${why}`);
        return {contents};
      });
  },
};
