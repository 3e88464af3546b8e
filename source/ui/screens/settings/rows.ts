import {themes} from '../../../../themes/index.ts';
import type {Preferences} from '../../../settings/preferences.ts';
import type {World} from '../../screen.ts';

type Choice = {readonly value: string; readonly label: string; readonly note: string};

type Group = {readonly id: keyof Preferences; readonly title: string; choices(world: World): readonly Choice[]};

const groups: readonly Group[] = [
  {
    id: 'theme',
    title: 'Colours',
    choices: ({background}) => [
      {value: 'auto', label: 'auto', note: `as the terminal is: ${background} here`},
      ...themes.map(({name, title}) => ({value: name, label: name, note: title})),
    ],
  },
  {
    id: 'signs',
    title: 'Signs',
    choices: () => [
      {value: 'auto', label: 'auto', note: 'as the locale says'},
      {value: 'unicode', label: 'unicode', note: 'lines and glyphs'},
      {value: 'ascii', label: 'ascii', note: 'nothing that a serial console could not show'},
    ],
  },
  {
    id: 'refresh',
    title: 'Look at the host',
    choices: () => [
      {value: '5', label: 'every 5 s', note: 'nothing is written when nothing changed'},
      {value: '15', label: 'every 15 s', note: ''},
      {value: '60', label: 'every minute', note: 'for slow lines and busy hosts'},
      {value: '0', label: 'when asked', note: 'r looks'},
    ],
  },
  {
    id: 'alert',
    title: 'When a job ends elsewhere',
    choices: () => [
      {value: 'bell', label: 'bell', note: 'as the terminal rings it'},
      {value: 'osc9', label: 'message', note: 'a desktop message with the result, where the terminal can (OSC 9)'},
      {value: 'none', label: 'nothing', note: 'a line on the screen says it all the same'},
    ],
  },
];

export type SettingsRow =
  | {readonly kind: 'group'; readonly title: string}
  | {readonly kind: 'choice'; readonly id: keyof Preferences; readonly choice: Choice; readonly isKept: boolean};

export const settingsRows = (world: World): readonly SettingsRow[] =>
  groups.flatMap(({id, title, choices}) => [
    {kind: 'group', title} as const,
    ...choices(world).map(
      choice => ({kind: 'choice', id, choice, isKept: world.preferences[id] === choice.value}) as const,
    ),
  ]);
