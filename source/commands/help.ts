import {type OptionRow, optionRows} from './options.ts';
import {type HeadlessCommand, headlessCommands} from './table.ts';

const others = [
  {usage: '', help: 'the screen (guests of the chosen host)'},
  {usage: 'practice path|reset|fault KIND|log', help: "the practice host's own affairs"},
] as const;

const exits =
  '0 done and checked · 1 failed · 2 wrong use · 3 refused · 4 not confirmed · 5 stale plan · 6 busy · 7 unknown · 8 unreachable · 130 let go';

/** Help of one command, or of the program; made from the same rows that dispatch uses. */
export function helpText(command: HeadlessCommand | undefined): string {
  if (command) return `construct-tui ${command.usage}\n  ${command.help}\n\n${optionLines()}`;
  const usages = [...others, ...headlessCommands].map(({usage, help}) =>
    pair(`construct-tui ${usage}`.trim(), help, 52),
  );
  return [
    'construct-tui: virtual machines and jails, told truthfully',
    '',
    ...usages,
    '',
    optionLines(),
    '',
    'Exit codes:',
    `  ${exits}`,
  ].join('\n');
}

const optionLines = (): string =>
  ['Options, anywhere on the line:', ...optionRows.map((row: OptionRow) => pair(optionWords(row), row.help, 26))].join(
    '\n',
  );

const optionWords = ({name, value, short}: OptionRow): string =>
  `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;

const pair = (left: string, right: string, width: number): string =>
  left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`;
