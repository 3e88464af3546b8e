import type {OptionRow} from './options.ts';
import type {CommandRow, Surface} from './surface.ts';

const screen = {usage: '', help: 'the screen (guests of the chosen host)'};

/** Help of these commands, or of the program where none is meant. */
export function helpText(surface: Surface, commands: readonly CommandRow[] = []): string {
  if (commands.length > 0) {
    const each = commands.flatMap(({usage, help}) => [
      ...usage.split(' · ').map(form => `construct-tui ${form}`),
      `  ${help}`,
      '',
    ]);
    return [...each, optionLines(surface)].join('\n');
  }
  return [
    'construct-tui: virtual machines and jails, told truthfully',
    '',
    ...[screen, ...surface.commands].map(({usage, help}) => pair(`construct-tui ${usage}`.trim(), help, 52)),
    '',
    optionLines(surface),
    '',
    'Exit codes:',
    ...surface.exits.map(([code, meaning]) => pair(`${code}`, meaning, 4)),
  ].join('\n');
}

const optionLines = ({options}: Surface): string =>
  ['Options, anywhere on the line:', ...options.map(row => pair(optionWords(row), row.help, 26))].join('\n');

/** `-y, --yes`, `--set FIELD=VALUE` */
export const optionWords = ({name, value, short}: OptionRow): string =>
  `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;

const pair = (left: string, right: string, width: number): string =>
  left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`;
