import {themes} from '../../themes/index.ts';
import {type Action, actions} from '../actions/table.ts';
import {hostlessCommands} from './hostless.ts';
import {type OptionRow, optionRows} from './options.ts';
import {headlessCommands} from './table.ts';

/** A command as help, completions and manual page tell of it. */
export type CommandRow = {
  readonly words: readonly string[];
  /** Several forms stand apart by ` · `; small letters are words, capitals stand for a value. */
  readonly usage: string;
  readonly help: string;
  /** NAME is a name that nobody has yet. */
  readonly makes?: boolean;
};

/** Everything that can be typed: the one source of help, completions and manual page. */
export type Surface = {
  readonly commands: readonly CommandRow[];
  readonly options: readonly OptionRow[];
  readonly actions: readonly Action[];
  readonly exits: readonly (readonly [code: number, meaning: string])[];
  readonly themes: readonly string[];
};

export const surface: Surface = {
  commands: [...headlessCommands, ...hostlessCommands],
  options: optionRows,
  actions,
  exits: [
    [0, 'done and checked; for reading commands: read'],
    [1, 'a step failed or did not become true; the text says what was done, what was not, and what is left'],
    [2, 'wrong use: the message names the field; nothing was run'],
    [3, 'refused as the host is: the message names the owner or the cause; nothing was run'],
    [4, 'not confirmed'],
    [5, 'the host changed since the plan was made'],
    [6, 'busy: another job holds what this one needs'],
    [7, 'done, and the check could not tell'],
    [8, 'the host cannot be reached, or its key is not the known one'],
    [130, 'Ctrl-C while waiting: the job goes on'],
  ],
  themes: ['auto', ...themes.map(({name}) => name)],
};
