import type {BuildOptions, Plugin} from 'esbuild';

export type Bundle = {readonly entry: string; readonly output: string; readonly options: BuildOptions};

/**
 * Two lines that sh and JavaScript both understand: to JavaScript a string and a comment, to sh the search for the Node that
 * npm brought along (beside us in a checkout, hoisted above us in an installation), else the machine's own.
 */
const launcher = [
  '#!/bin/sh',
  `':' //; s=$0; [ -h "$s" ] && s=$(readlink -f "$s"); d=\${s%/*}; for n in "$d/../node_modules/.bin/node" "$d/../../.bin/node"; do [ -x "$n" ] && exec "$n" "$s" "$@"; done; exec node "$s" "$@"`,
].join('\n');

/** CommonJS dependencies ask for `require`, which a module does not have (yoga's top-level await forbids the other format). */
const require =
  "import {createRequire as createRequire_} from 'node:module'; const require = createRequire_(import.meta.url);";

/** Ink loads its devtools only when asked to, but marking their package external makes it an import that fails at every start. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup: build => build.onLoad({filter: /\/ink\/build\/devtools\.js$/}, () => ({contents: ''})),
};

/** One file each: a job's runner loads parts of it late, hours after a rebuild may have replaced the chunks it would look for. */
export const bundles: readonly Bundle[] = [
  {
    entry: 'cli.tsx',
    output: 'dist/cli.js',
    options: {
      jsx: 'automatic',
      banner: {js: `${launcher}\n${require}`},
      define: {'process.env.NODE_ENV': '"production"'}, // development React takes half as much CPU again
      plugins: [withoutDevtools],
      external: ['cpu-features', '*.node'],
    },
  },
  {entry: 'source/practice/main.ts', output: 'dist/practice.js', options: {}},
];
