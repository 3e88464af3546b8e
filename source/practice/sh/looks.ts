import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {isBuiltin} from './builtin.ts';
import {type Command, type List, NotUnderstood, type Word} from './syntax.ts';

/**
 * The same text, where all of it can be run here: it changes no file by a redirection of its own, and every command that it names is a
 * word of sh that is understood, a function of its own, or a tool in the host's `bin`. Throws `NotUnderstood`: the machine's sh has to.
 */
export function looksOnly(list: List, bin: string): List {
  const functions = new Set<string>();
  const lists = (all: List): void => {
    for (const {first, rest} of all)
      for (const {commands} of [first, ...rest.map(({next}) => next)]) for (const each of commands) command(each);
  };
  const words = (all: readonly Word[]): void => {
    for (const part of all.flat()) {
      if (part.kind === 'output') lists(part.body);
      else if (part.kind !== 'text') words([part.word]);
    }
  };
  const command = (each: Command): void => {
    for (const {how, target} of each.redirects) {
      if (how.startsWith('>') && how !== '>&' && textOf(target) !== '/dev/null') throw new NotUnderstood('a change');
      words([target]);
    }
    for (const body of bodiesOf(each)) lists(body);
    if (each.kind === 'case') words([each.word, ...each.items.flatMap(({patterns}) => patterns)]);
    if (each.kind === 'for') words(each.words ?? []);
    if (each.kind === 'function') {
      functions.add(each.name);
      command(each.body);
    }
    if (each.kind !== 'simple') return;
    words([...each.words, ...each.sets.map(([, value]) => value)]);
    const name = each.words[0] && textOf(each.words[0]);
    if (name && !isBuiltin(name) && !functions.has(name) && !existsSync(join(bin, name))) throw new NotUnderstood(name);
  };
  lists(list);
  return list;
}

/** null where it is known only when it runs. */
const textOf = (word: Word): string | null =>
  word.every(({kind}) => kind === 'text') ? word.map(part => (part.kind === 'text' ? part.text : '')).join('') : null;

function bodiesOf(command: Command): readonly List[] {
  if (command.kind === 'simple' || command.kind === 'function') return [];
  if (command.kind === 'if')
    return [...command.branches.flatMap(({condition, body}) => [condition, body]), command.otherwise];
  if (command.kind === 'case') return command.items.map(({body}) => body);
  return command.kind === 'while' ? [command.condition, command.body] : [command.body];
}
