import {folders} from '../settings/folders.ts';
import type {Face} from './face.ts';
import {wrongUse} from './failure.ts';
import {practice} from './practice.ts';

export type HostlessCommand = {
  readonly words: readonly string[];
  readonly usage: string;
  readonly help: string;
  readonly run: (args: readonly string[], face: Face) => Promise<number>;
};

/** Commands that need no host. What they print is made of all commands, so it is loaded when it is asked for. */
export const hostlessCommands: readonly HostlessCommand[] = [
  {
    words: ['practice'],
    usage: 'practice path|reset|fault KIND|log',
    help: "the practice host's own affairs",
    run: (args, face) => practice(args, folders(face.options.text('state'), true).world, face),
  },
  {
    words: ['sets'],
    usage: 'sets',
    help: 'named port sets, those of settings.json first',
    run: async (_, face) => (await import('./sets.ts')).sets(folders(face.options.text('state'), false).settings, face),
  },
  {
    words: ['hosts'],
    usage:
      'hosts [list] · hosts add NAME [USER@HOST:PORT] [--fingerprint SHA256:…] [--set SETTING=VALUE]… · hosts test [NAME…] · hosts login NAME · hosts set NAME SETTING=VALUE… · hosts default NAME · hosts remove NAME',
    help: 'machines that are reached over SSH: list, add, look at all at once, log in by hand where no key opens one (ssh asks, once), settle, forget',
    run: async (args, face) =>
      (await import('./hosts.ts')).hosts(args, folders(face.options.text('state'), false).settings, face),
  },
  {
    words: ['completion'],
    usage: 'completion bash|zsh|fish',
    help: 'completions for a shell: source <(construct-tui completion bash)',
    run: completions,
  },
  {
    words: ['man'],
    usage: 'man',
    help: 'the manual page: construct-tui man > construct-tui.1',
    run: manual,
  },
  {words: ['help'], usage: 'help [COMMAND]', help: 'this text, or one command', run: help},
];

async function completions([shell = '', ...rest]: readonly string[], face: Face): Promise<number> {
  const {completionFor, shells} = await import('./completion.ts');
  const {surface} = await import('./surface.ts');
  const text = rest.length === 0 ? completionFor(shell, surface) : null;
  if (text === null) throw wrongUse(`completion takes one of: ${shells.join(', ')}`);
  face.print(text);
  return 0;
}

export async function manual(_: readonly string[], face: Face): Promise<number> {
  const {manualPage} = await import('./man.ts');
  const {surface} = await import('./surface.ts');
  face.print(manualPage(surface));
  return 0;
}

export async function help(args: readonly string[], face: Face): Promise<number> {
  const {helpText} = await import('./help.ts');
  const {surface} = await import('./surface.ts');
  const about = surface.commands.find(({words}) => words.every((word, index) => args[index] === word));
  // a word that commands begin with, such as `disk`, is about all of them
  const family = surface.commands.filter(({words}) => args.every((word, index) => words[index] === word));
  if (args.length > 0 && !about && family.length === 0) throw wrongUse(`There is no command ${args.join(' ')}`);
  face.print(helpText(surface, args.length === 0 ? [] : about ? [about] : family));
  return 0;
}
