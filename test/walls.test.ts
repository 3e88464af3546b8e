import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {importsOf, type SourceFile, sourceFiles} from './helpers/imports.ts';
import {root} from './helpers/program.ts';

/** Each folder of the house and the folders below it. Who is not named here may not be imported. */
const below: Readonly<Record<string, readonly string[]>> = {
  text: [],
  model: ['text'],
  transport: ['model', 'text'],
  drivers: ['transport', 'model', 'text'],
  settings: ['model', 'text'],
  terminal: ['model', 'text'],
  jobs: ['drivers', 'transport', 'settings', 'model', 'text'],
  actions: ['jobs', 'drivers', 'transport', 'settings', 'model', 'text'],
  commands: ['actions', 'jobs', 'drivers', 'transport', 'settings', 'terminal', 'model', 'text', 'themes'],
  ui: ['actions', 'jobs', 'drivers', 'transport', 'settings', 'terminal', 'model', 'text', 'themes'],
  themes: ['terminal'],
  practice: ['model', 'text'],
  build: [],
};

/** Packages and built-in modules that have one home, and why. */
const homes: readonly {readonly names: readonly string[]; readonly home: readonly string[]; readonly why: string}[] = [
  {
    names: [
      'execa',
      'ssh2',
      'node:child_process',
      'node:net',
      'node:tls',
      'node:dgram',
      'node:http',
      'node:https',
      'node:cluster',
    ],
    home: ['transport'],
    why: 'only transport starts processes and opens sockets',
  },
  {names: ['ink', 'react', 'ink-select-input', 'react-reconciler'], home: ['ui'], why: 'only the screen knows Ink'},
  {names: ['conf'], home: ['settings'], why: 'only settings keep settings'},
  {names: ['esbuild'], home: ['build'], why: 'only the build bundles'},
];

/** What the folder of a pure thing may not touch. */
const inputAndOutput = /^node:(?:fs|fs\/promises|process|os|sqlite|timers.*|tty|readline.*|worker_threads)$/;

/** Walls that are broken on purpose: each with its reason, each as narrow as one file and one import. */
const doors: readonly {readonly file: string; readonly imports: string; readonly why: string}[] = [
  {
    file: 'source/jobs/launch.ts',
    imports: 'node:child_process',
    why: 'it starts our own detached runner, which is no command of a plan and belongs to no host',
  },
  {
    file: 'source/build/manual.ts',
    imports: 'node:child_process',
    why: 'the program that was just built writes its own manual page',
  },
  {
    file: 'source/commands/screen.ts',
    imports: 'source/ui/run.tsx',
    why: 'the command without words is the screen, loaded when it is asked for',
  },
  {
    file: 'source/practice/door/program.ts',
    imports: 'node:child_process',
    why: 'the in-process door of the practice host hands sh to the executable one',
  },
  {
    file: 'source/practice/node/dhcpdv6.ts',
    imports: 'node:net',
    why: 'it asks whether a text is an IPv6 address, and opens nothing',
  },
];

const files = sourceFiles();
const folderOf = (file: string): string =>
  file.startsWith('themes/') ? 'themes' : (/^source\/([^/]+)\//.exec(file)?.[1] ?? '');
const isOurs = (name: string): boolean => /^(?:source|themes|cli\.tsx)\b/.test(name);
const platformOf = (file: string): string | undefined => /^source\/drivers\/([^/]+)\//.exec(file)?.[1];

/** One sentence for each import that `broken` finds, except at the doors. */
function broken(
  rule: string,
  found: readonly SourceFile[],
  isBroken: (file: string, imported: string) => boolean,
): string[] {
  return found.flatMap(({file, imports}) =>
    imports
      .filter(imported => isBroken(file, imported))
      .filter(imported => !doors.some(door => door.file === file && door.imports === imported))
      .map(imported => `${file} imports ${imported}: ${rule}`),
  );
}

const rules: readonly {readonly rule: string; readonly isBroken: (file: string, imported: string) => boolean}[] = [
  {
    rule: 'imports run downward only',
    isBroken: (file, imported) =>
      file !== 'cli.tsx' &&
      isOurs(imported) &&
      folderOf(imported) !== folderOf(file) &&
      !below[folderOf(file)]?.includes(folderOf(imported)),
  },
  {
    rule: 'a platform is reached through the registry, and platforms do not know each other',
    isBroken: (file, imported) =>
      platformOf(imported) !== undefined &&
      platformOf(imported) !== platformOf(file) &&
      file !== 'source/drivers/registry.ts',
  },
  {
    rule: 'a driver takes its transport as it is given',
    isBroken: (file, imported) => folderOf(file) === 'drivers' && folderOf(imported) === 'transport',
  },
  {
    rule: 'the practice host is started as a program, and knows no platform and no package',
    isBroken: (file, imported) =>
      (folderOf(imported) === 'practice' && folderOf(file) !== 'practice') ||
      (folderOf(file) === 'practice' && !isOurs(imported) && !imported.startsWith('node:')),
  },
  {
    rule: 'text, model and drivers are pure: they read neither files nor clocks nor the environment',
    isBroken: (file, imported) =>
      ['text', 'model', 'drivers'].includes(folderOf(file)) && inputAndOutput.test(imported),
  },
  {
    rule: 'an import names what it imports',
    isBroken: (_file, imported) => imported === '(computed)',
  },
  ...homes.map(({names, home, why}) => ({
    rule: why,
    isBroken: (file: string, imported: string) => names.includes(imported) && !home.includes(folderOf(file)),
  })),
];

/** What is left when files that import nothing of the rest, and files that nothing of it imports, are taken away again and again. */
function inCircles(all: readonly SourceFile[]): readonly string[] {
  const names = new Set(all.map(({file}) => file));
  const used = new Set(all.flatMap(({imports}) => imports));
  const left = all.filter(({file, imports}) => used.has(file) && imports.some(imported => names.has(imported)));
  return left.length < all.length ? inCircles(left) : left.map(({file}) => file);
}

for (const {rule, isBroken} of rules)
  test(`in every file of the house, ${rule}`, () => assert.deepEqual(broken(rule, files, isBroken), []));

test('every folder of the house has its place in this table', () => {
  const unknown = files.filter(({file}) => file !== 'cli.tsx' && below[folderOf(file)] === undefined);
  assert.deepEqual(
    unknown.map(({file}) => `${file} lies in a folder that no rule names`),
    [],
  );
});

test('every import of ours leads to a file', () => {
  const lost = files.flatMap(({file, imports}) => imports.filter(isOurs).map(imported => [file, imported] as const));
  assert.ok(lost.length > 100);
  assert.deepEqual(
    lost.filter(([, imported]) => !existsSync(path.join(root, imported))),
    [],
  );
});

test('no files import each other in a circle', () => {
  // the screens know one another through one union; help is a command, and told of all commands
  const knownToBe = (file: string) => folderOf(file) === 'ui' || file === 'source/commands/surface.ts';
  assert.deepEqual(inCircles(files.filter(({file}) => !knownToBe(file))), []);
  const pair = ['a', 'b'].map(name => ({file: name, lines: 1, imports: [name === 'a' ? 'b' : 'a']}));
  assert.deepEqual(inCircles([...pair, {file: 'c', lines: 1, imports: ['a']}]), ['a', 'b']);
});

test('every door that is kept open is used', () => {
  const unused = doors.filter(
    door => !files.some(({file, imports}) => file === door.file && imports.includes(door.imports)),
  );
  assert.deepEqual(unused, []);
});

test('no file is longer than 250 lines, the entry no longer than 60', () => {
  const long = files.filter(({file, lines}) => lines > (file === 'cli.tsx' ? 60 : 250));
  assert.deepEqual(
    long.map(({file, lines}) => `${file} has ${lines} lines: it wants to be two files`),
    [],
  );
});

test('a wall that is broken is seen, however the import is written', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['source/text/a.ts', `import type {Plan} from '../model/plan.ts';`],
    ['source/text/a.ts', `import {readFile} from 'node:fs/promises';`],
    ['source/model/a.ts', `export {\n  a,\n  b,\n} from "../jobs/run.ts";`],
    ['source/drivers/cbsd/a.ts', `const {execa} = await import('execa');`],
    ['source/drivers/cbsd/a.ts', `import {b} from '../libvirt/b.ts';`],
    ['source/drivers/cbsd/a.ts', `import {createLocalTransport} from '../../transport/local.ts';`],
    ['source/jobs/a.ts', `import {driver} from '../drivers/cbsd/driver.ts';`],
    ['source/jobs/launch.ts', `import net from 'node:net';`],
    ['source/ui/a.ts', `import '../commands/main.ts';`],
    ['source/ui/a.ts', `const {spawn} = process.getBuiltinModule('node:child_process');`],
    ['source/commands/a.ts', `import {world} from '../practice/world.ts';`],
    ['source/practice/a.ts', `import {parse} from 'ipaddr.js';`],
    ['source/actions/a.ts', `await import(name)`],
  ];
  for (const [file, text] of hostile) {
    const wall = [{file, lines: 1, imports: importsOf(file, text)}];
    assert.ok(
      rules.some(({rule, isBroken}) => broken(rule, wall, isBroken).length > 0),
      `not seen: ${text} in ${file}`,
    );
  }
});
