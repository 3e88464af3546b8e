import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {type Action, actions, actionsOf, type Place} from '../../source/actions/table.ts';
import {completionFor, shells} from '../../source/commands/completion.ts';
import {placesOf} from '../../source/commands/completions/grammar.ts';
import {createFace} from '../../source/commands/face.ts';
import {helpText} from '../../source/commands/help.ts';
import {help} from '../../source/commands/hostless.ts';
import {manualPage} from '../../source/commands/man.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {type Surface, surface} from '../../source/commands/surface.ts';
import {keyLabel} from '../../source/terminal/keys.ts';
import {actionOf, footerRows} from '../../source/ui/keymap.ts';
import {helpText as keysHelp} from '../../source/ui/screens/help/lines.ts';

/** The manual page as it is read: no macros, no escapes. */
const read = (page: string): string =>
  page
    .replace(/\\\[u([0-9A-F]+)\]/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\f[BRI]/g, '')
    .replaceAll('\\-', '-')
    .replaceAll('\\&', '')
    .replaceAll('\\e', '\\');

const section = (page: string, title: string): string =>
  read(page)
    .split('.SH ')
    .find(part => part.startsWith(title)) ?? '';

/** The terms of a section: what stands below `.TP` and `.TQ`. */
const terms = (text: string): readonly string[] => [...text.matchAll(/^\.T[PQ]\n(.*)$/gm)].map(([, term = '']) => term);

const sorted = (words: Iterable<string>): readonly string[] => [...new Set(words)].sort();

const optionNames = ({options}: Surface): readonly string[] => sorted(options.map(({name}) => `--${name}`));

const firstWords = ({commands}: Surface): readonly string[] => sorted(commands.map(({words}) => words[0] ?? ''));

/** What each artefact says of options and of commands, read from its own text. */
const told: Readonly<Record<string, (from: Surface) => {options: readonly string[]; commands: readonly string[]}>> = {
  help(from) {
    const text = helpText(from);
    const [usages = '', options = ''] = text.split('Options, anywhere');
    return {
      options: sorted([...options.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name = '']) => name)),
      commands: sorted([...usages.matchAll(/^ {2}construct-tui ([a-z]+)/gm)].map(([, word = '']) => word)),
    };
  },
  man(from) {
    const page = manualPage(from);
    return {
      options: sorted(terms(section(page, 'OPTIONS')).map(term => /--[a-z-]+/.exec(term)?.[0] ?? '')),
      commands: sorted(terms(section(page, 'COMMANDS')).map(term => term.split(' ')[0] ?? '')),
    };
  },
  bash(from) {
    const script = completionFor('bash', from) ?? '';
    const listed = (pattern: RegExp): readonly string[] => (pattern.exec(script)?.[1] ?? '').split(' ');
    return {
      options: sorted(
        listed(/== -\* \]\]; then _construct_tui_reply -W '([^']*)'/).filter(word => word.startsWith('--')),
      ),
      commands: sorted(listed(/^ {4}''\) _construct_tui_reply -W '([^']*)'/m)),
    };
  },
  zsh(from) {
    const script = completionFor('zsh', from) ?? '';
    const [, top = ''] = /^ {4}''\) choices=\((.*)\)/m.exec(script) ?? [];
    return {
      options: sorted([...script.matchAll(/^ {6}'(--[a-z-]+):/gm)].map(([, name = '']) => name)),
      commands: sorted([...top.matchAll(/'([a-z]+):/g)].map(([, word = '']) => word)),
    };
  },
  fish(from) {
    const script = completionFor('fish', from) ?? '';
    return {
      options: sorted(
        [...script.matchAll(/^complete -c construct-tui -l ([a-z-]+)/gm)].map(([, name = '']) => `--${name}`),
      ),
      commands: sorted([...script.matchAll(/-n '__construct_tui_at' -a ([a-z]+) /g)].map(([, word = '']) => word)),
    };
  },
};

for (const [name, tell] of Object.entries(told)) {
  test(`${name} tells of every option and every command, and of nothing else`, () => {
    assert.deepEqual(tell(surface).options, optionNames(surface));
    assert.deepEqual(tell(surface).commands, firstWords(surface));
  });

  test(`${name} follows when an option or a command comes or goes`, () => {
    const [, ...fewer] = surface.commands;
    const changed: Surface = {
      ...surface,
      commands: [...fewer, {words: ['levitate'], usage: 'levitate NAME', help: "it's magic: 100%"}],
      options: [...surface.options.slice(2), {name: 'gently', help: 'without noise'}],
    };
    assert.deepEqual(tell(changed).options, optionNames(changed));
    assert.deepEqual(tell(changed).commands, firstWords(changed));
  });
}

test('every usage stands whole in the help and in the manual page', () => {
  const [help, page] = [helpText(surface), section(manualPage(surface), 'COMMANDS')];
  for (const {usage} of surface.commands) {
    assert.ok(help.includes(`construct-tui ${usage}`), usage);
    for (const form of usage.split(' · ')) assert.ok(terms(page).includes(form), form);
  }
});

test('help about a word that several commands begin with tells of all of them', async t => {
  const write = t.mock.method(process.stdout, 'write', () => true);
  for (const [word, forms] of [
    ['nic', /^construct-tui nic list NAME[\s\S]*construct-tui nic add NAME/],
    ['snapshot', /^construct-tui snapshot list NAME[\s\S]*construct-tui snapshot/],
    ['list', /^construct-tui list/],
  ] as const) {
    await help([word], createFace(parseOptions([]), true));
    assert.match(String(write.mock.calls.at(-1)?.arguments[0]), forms);
  }
  write.mock.restore();
  await assert.rejects(help(['nics'], createFace(parseOptions([]), true)), /There is no command nics/);
});

test('every exit code stands in the help and in the manual page', () => {
  const codes = surface.exits.map(([code]) => `${code}`);
  assert.deepEqual(terms(section(manualPage(surface), 'EXIT STATUS')), codes);
  for (const [code, meaning] of surface.exits)
    assert.match(helpText(surface), new RegExp(`^ {2}${code} +${meaning.slice(0, 12)}`, 'm'));
});

const places = [...new Set(actions.flatMap(row => row.places))].filter(place => place !== 'everywhere');
const isTyping = (place: Place): boolean => ['form', 'palette'].includes(place);

/** Its own words for what a key does: the manual page has a place's own rows there, those valid everywhere once. */
const inManual = (row: Action, place: Place): boolean => {
  const part = section(manualPage(surface), 'KEYS').split('.SS ');
  const keys = row.keys.map(keyLabel).join(' ');
  const own = part.filter(text => text.includes(`\n${keys}\n${row.help}`));
  return own.length >= (row.places.includes(place) ? row.places.length : 1);
};

test('in every place dispatch, footer, help and manual page know the same keys', () => {
  for (const place of places) {
    const ground = {place, isTyping: isTyping(place)};
    const shown = keysHelp(ground, 1000).map(({keys, text}) => `${keys} ${text}`);
    const bound = actionsOf(place).flatMap(row => {
      const keys = row.keys.filter(key => actionOf(key, ground) === row.id);
      return keys.length > 0 ? [{row, keys}] : [];
    });
    for (const {row, keys} of bound) {
      assert.ok(shown.includes(`${keys.map(keyLabel).join(' ')} ${row.help}`), `${row.id} in the help of ${place}`);
      assert.ok(inManual(row, place), `${row.id} of ${place} in the manual page`);
    }
    assert.ok(
      footerRows(ground).every(row => bound.some(found => found.row.id === row.id)),
      place,
    );
    const ofTable = shown.filter(text => bound.some(({row}) => text.endsWith(` ${row.help}`)));
    assert.equal(ofTable.length, bound.length, `help of ${place}`);
  }
});

test('whatever the screen plans for a guest can be done by a command of the same words', () => {
  const names = surface.commands.map(({words}) => words.join('-'));
  const planned = actions.flatMap(row => [
    ...(row.plans ? [row.plans] : []),
    ...Object.values(row.plansBy ?? {}),
    ...(row.offers ?? []).map(({plans}) => plans),
  ]);
  assert.ok(planned.length > 3);
  assert.deepEqual(
    planned.filter(action => !names.includes(action)),
    [],
  );
});

test('a new name is not completed from those that are taken, an existing one is', () => {
  const sources = new Map(placesOf(surface).map(({place, source}) => [place.join(' '), source]));
  assert.equal(sources.get('start'), 'guests');
  assert.equal(sources.get('jobs undo'), 'jobs');
  assert.equal(sources.get('create jail') ?? null, null);
});

test('behind a guest that is exposed come port sets, behind one that is started more guests', () => {
  const then = new Map(placesOf(surface).map(row => [row.place.join(' '), row.further]));
  assert.deepEqual([then.get('expose'), then.get('start')], ['sets', 'guests']);
});

test('bash completes words, options and their values', () => {
  const script = `${completionFor('bash', surface)}
    construct-tui() { [[ $1 == sets ]] && printf 'SET\\nweb\\nmine\\n' || printf 'NAME\\nweb1\\n'; }
    try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _construct_tui; echo "\${COMPREPLY[*]}"; }
    try construct-tui --practice creat
    try construct-tui create ''
    try construct-tui --theme hi
    try construct-tui list --dry
    try construct-tui --set a = b completion f
    try construct-tui expose ''
    try construct-tui expose web1 8300 ''`;
  const lines = execFileSync('bash', ['--norc', '-c', script], {encoding: 'utf8'}).trimEnd().split('\n');
  assert.deepEqual(lines, ['create', 'jail vm', 'high-contrast', '--dry-run', 'fish', 'web1', 'web mine']);
});

test('there is a completion for each shell that is named, and none for another', () => {
  assert.deepEqual(shells, ['bash', 'zsh', 'fish']);
  assert.equal(completionFor('toString', surface), null);
  for (const shell of shells) assert.match(completionFor(shell, surface) ?? '', /^#/);
});

test('the manual page is plain ASCII, and no line of text is taken for a macro', () => {
  const page = manualPage(surface);
  assert.match(page, /^[\n -~]*$/);
  const macros = new Set(['.TH', '.SH', '.SS', '.TP', '.TQ', '.PP', '.B', '.BR', '.RI']);
  for (const line of page.split('\n')) {
    assert.ok(!line.startsWith("'"), line);
    if (line.startsWith('.')) assert.ok(macros.has(line.split(' ')[0] ?? ''), line);
  }
});
