import type {BuildOptions} from 'esbuild';
import {trimmed} from './trims.ts';

export type Bundle = {
  readonly entry: string;
  readonly output: string;
  readonly options: BuildOptions;
  readonly hasManual?: true;
};

/**
 * Two lines that sh and JavaScript both understand: to JavaScript a string and a comment, to sh the search for the Node that
 * npm brought along (beside us in a checkout, hoisted above us in an installation), else the machine's own. The small young
 * generation keeps 10 MB free that V8 would take for the first reading of a host, at no cost in time. Compiled code is kept
 * beside the bundle, for whoever may write there: without it a tenth of every start goes into compiling the same again.
 */
const launcher = [
  '#!/bin/sh',
  `':' //; s=$0; [ -h "$s" ] && s=$(readlink -f "$s"); d=\${s%/*}; for n in "$d/../node_modules/.bin/node" "$d/../../.bin/node"; do [ -x "$n" ] && break; n=node; done; NODE_COMPILE_CACHE="\${NODE_COMPILE_CACHE-$d/compiled}" exec "$n" --max-semi-space-size=2 "$s" "$@"`,
].join('\n');

/** CommonJS dependencies ask for `require`, which a module does not have (yoga's top-level await forbids the other format). */
const require =
  "import {createRequire as createRequire_} from 'node:module'; const require = createRequire_(import.meta.url);";

/** What the dependencies of a bundle that has ssh2 in it need. */
const options = {
  banner: {js: require},
  define: {__dirname: 'import.meta.dirname'}, // ssh2's cipher in WebAssembly asks for it
  external: ['cpu-features', '*.node'],
} as const satisfies BuildOptions;

/** One file each: a job's runner loads parts of it late, hours after a rebuild may have replaced the chunks it would look for. */
export const bundles: readonly Bundle[] = [
  {
    entry: 'cli.tsx',
    output: 'dist/cli.js',
    hasManual: true,
    options: {
      ...options,
      jsx: 'automatic',
      banner: {js: `${launcher}\n${require}`},
      define: {
        ...options.define,
        'process.env.NODE_ENV': '"production"', // development React takes half as much CPU again
        fetch: 'undefined', // yoga would load the whole HTTP client to decode the data: URL that it carries
      },
      plugins: [trimmed],
    },
  },
  {entry: 'source/transport/ssh/thread/main.ts', output: 'dist/ssh-thread.js', options},
  {entry: 'source/practice/main.ts', output: 'dist/practice.js', options: {}},
];
