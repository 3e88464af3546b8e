import {places} from '../actions/places.ts';
import {actionsOf, type Place} from '../actions/table.ts';
import {keyLabel} from '../terminal/keys.ts';
import {optionWords} from './help.ts';
import type {Surface} from './surface.ts';
import {version} from './version.ts';

/** The manual page, in the macros that mandoc and groff both know. */
export const manualPage = (surface: Surface): string =>
  [
    `.TH CONSTRUCT-TUI 1 "" "construct-tui ${version}"`,
    ...section('NAME', plain('construct-tui - virtual machines and jails, told truthfully')),
    ...section('SYNOPSIS', '.B construct-tui', '.RI [ OPTION ]...', '.RI [ COMMAND ]'),
    ...section('DESCRIPTION', ...about.flatMap(text => ['.PP', plain(text)])),
    ...section('COMMANDS', ...surface.commands.flatMap(({usage, help}) => entry(usage.split(' · ').join('\n'), help))),
    ...section('OPTIONS', ...surface.options.flatMap(row => entry(optionWords(row), row.help))),
    ...section('KEYS', ...keyPlaces(surface).flatMap(place => keysOf(place, surface))),
    ...section('EXIT STATUS', ...surface.exits.flatMap(([code, meaning]) => entry(`${code}`, meaning))),
    ...section('ENVIRONMENT', ...environment.flatMap(([name, help]) => entry(name, help))),
    ...section('FILES', ...files.flatMap(([name, help]) => entry(name, help))),
    ...section('EXAMPLES', ...examples.flatMap(([command, help]) => entry(command, help))),
    ...section('SEE ALSO', '.BR cbsd (8),', '.BR jail (8),', '.BR bhyve (8),', '.BR virsh (1)'),
  ].join('\n');

const about = [
  'Without a command the screen opens: on the platform of this machine if there is one, else on the practice host, a simulated CBSD node.',
  'Whatever changes the host is shown first, to the letter. It then runs as a job of its own, which closing the terminal does not end; and afterwards the host is looked at, and what is true, not true or not known is said in words.',
  'Without a terminal and without --yes a command that changes something prints its plan and exits 4.',
];

const environment = [
  ['NO_COLOR', 'no colour, whatever its value'],
  ['COLORFGBG', 'tells whether the background is dark or light'],
  ['LC_ALL, LC_CTYPE, LANG', 'a locale without UTF-8 takes the ASCII signs'],
  ['TERM', 'dumb or unset takes the numbered questions'],
  ['INK_SCREEN_READER, ACCESSIBLE', 'take the numbered questions'],
  ['XDG_CONFIG_HOME, XDG_STATE_HOME', 'where settings, drafts and the practice host lie'],
] as const;

const files = [
  ['~/.config/construct-tui/', 'settings and unfinished forms'],
  ['/var/db/construct-tui/, /var/lib/construct-tui/', 'jobs of the host, on the host that they change'],
  ['~/.local/state/construct-tui/practice/', 'the practice host'],
] as const;

const examples = [
  ['construct-tui --practice', 'look around where nothing can break'],
  ['construct-tui create jail www1 --dry-run', 'the plan, nothing else'],
  ['construct-tui create vm clu1 --set imgsize=10g --set vm_ram=4g --yes', 'make a virtual machine and wait for it'],
] as const;

const keyPlaces = ({actions}: Surface): readonly Place[] => [...new Set(actions.flatMap(({places}) => places))];

function keysOf(place: Place, {actions}: Surface): readonly string[] {
  const rows = actionsOf(place).filter(row => row.places.includes(place) && actions.includes(row));
  return [
    `.SS ${plain(places[place].title)}`,
    ...rows.flatMap(({keys, help}) => entry(keys.map(keyLabel).join(' '), help)),
  ];
}

const section = (title: string, ...lines: readonly string[]): readonly string[] => [`.SH ${title}`, ...lines];

/** A term, each of its lines in bold, and what it means. */
function entry(term: string, meaning: string): readonly string[] {
  const [first = '', ...others] = term.split('\n');
  return [
    '.TP',
    `\\fB${plain(first)}\\fR`,
    ...others.flatMap(other => ['.TQ', `\\fB${plain(other)}\\fR`]),
    plain(meaning),
  ];
}

/** Text that is no macro, with hyphens that can be copied, in ASCII alone. */
const plain = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^[.']/gm, '\\&$&')
    .replace(/[^\n -~]/gu, sign => `\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
