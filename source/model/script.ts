import {shownContent} from '../model/command.ts';
import type {Plan, Step} from '../model/plan.ts';
import {shellLine, shellWord} from '../text/quote.ts';

/** The plan as a POSIX sh script. A secret stands in it as its mark only: the script says so and stops before writing it. */
export const scriptOf = (plan: Plan): string =>
  [
    '#!/bin/sh',
    `# ${plan.title.replaceAll('\n', ' ')}`,
    'set -eu',
    'cd /',
    ...plan.warnings.map(warning => `# note: ${warning.replaceAll('\n', ' ')}`),
    ...plan.steps.flatMap(stepLines),
  ].join('\n');

function stepLines(step: Step): readonly string[] {
  const title = `# ${step.title.replaceAll('\n', ' ')}`;
  if (step.file) return ['', title, ...fileLines(step.file)];
  if (!step.command) return ['', title];
  const env = Object.entries(step.command.env ?? {}).map(([name, value]) => `${name}=${shellWord(value)}`);
  const line = [...env, shellLine(step.command.argv)].join(' ');
  const {stdin} = step.command;
  return ['', title, stdin === undefined ? `${line} </dev/null` : `printf '%s' ${shellWord(stdin)} | ${line}`];
}

/**
 * The file is written by the `sh` that PATH finds, its path a parameter and never a redirection of this script: so the
 * script does on a practice host's PATH what it does on a node. No file of a plan is a program, so umask makes its mode.
 */
function fileLines(file: NonNullable<Step['file']>): readonly string[] {
  const secrets = file.content.flatMap(part => (typeof part === 'string' ? [] : [part.secret]));
  const path = shellWord(file.path);
  const umask = (~file.mode & 0o777).toString(8).padStart(3, '0');
  return [
    ...(secrets.length > 0
      ? [`echo ${shellWord(`Fill in first: ${secrets.join(', ')} in ${file.path}`)} >&2; exit 1`]
      : []),
    `printf '%s' ${shellWord(shownContent(file.content))} | sh -c 'umask ${umask}; set -C; cat > "$1"' sh ${path}`,
  ];
}
