import {shownContent} from '../../../model/command.ts';
import {guardInWords} from '../../../model/guard-words.ts';
import type {FileChange, Plan, Step} from '../../../model/plan.ts';
import {chop, wrap} from '../../../terminal/fit.ts';
import type {Role} from '../../../terminal/theme.ts';
import {diffLines} from '../../../text/diff.ts';
import {shellLine} from '../../../text/quote.ts';
import {safe} from '../../../text/safe.ts';
import {formatSeconds} from '../../../text/units.ts';

/** A row of a plan before it has signs and colours: so that its length is known without drawing it. */
export type PlanRow = {readonly text: string; readonly role?: Role; readonly number?: string};

/**
 * What will happen: every command as it will be run, wrapped and never cut. A longer file shows its first lines until it
 * is unfolded, since a page of settings would hide the commands.
 */
export function planText(plan: Plan, width: number, isUnfolded: boolean): readonly PlanRow[] {
  return [
    ...plan.refusals.flatMap(({reason, owner}) =>
      prose(`Refused: ${reason}${owner ? ` (held by ${owner})` : ''}`, width, 'bad'),
    ),
    ...plan.warnings.flatMap(warning => prose(`Mind: ${warning}`, width, 'warn')),
    ...(plan.guard ? prose(`Mind: ${guardInWords(plan.guard)}.`, width, 'warn') : []),
    ...(plan.refusals.length + plan.warnings.length + (plan.guard ? 1 : 0) > 0 ? [{text: ''}] : []),
    ...plan.steps.flatMap((step, index) => [
      ...(index > 0 ? [{text: ''}] : []),
      ...stepText(step, index, width, isUnfolded),
    ]),
    ...(plan.steps.length === 0 && plan.refusals.length === 0 ? [{text: 'Nothing has to be done.'}] : []),
  ];
}

const indent = '    ';

function stepText(step: Step, index: number, width: number, isUnfolded: boolean): readonly PlanRow[] {
  const room = width - indent.length;
  const under = (text: string, role: Role): readonly PlanRow[] =>
    wrap(safe(text), room).map(part => ({text: indent + part, role}));
  const exact = (text: string): readonly PlanRow[] =>
    foldedScript(safe(text), isUnfolded)
      .flatMap(part => chop(part, room - 2))
      .map((part, row) => ({text: indent + (row === 0 ? part : `  ${part}`), role: 'command'}));
  return [
    ...wrap(safe(step.title), room).map((text, row) =>
      row === 0
        ? ({text, role: 'title', number: `${index + 1}`} as const)
        : ({text: indent + text, role: 'title'} as const),
    ),
    ...(step.command ? exact(shellLine(step.command.argv)) : []),
    ...(step.changes ?? []).flatMap(change => changeRows(change, room)),
    ...(step.command?.stdin && !step.changes ? fileRows(step.command.stdin, room, isUnfolded) : []),
    ...(step.file
      ? [
          ...exact(`write ${step.file.path} (mode ${step.file.mode.toString(8).padStart(4, '0')})`),
          ...fileRows(shownContent(step.file.content), room, isUnfolded),
        ]
      : []),
    ...(step.check ? under(`then checks: ${step.check.says}`, 'muted') : []),
    ...under(undoText(step, isUnfolded), 'muted'),
  ];
}

/** Of a long constant text its ends: what it is, and the words that it is given. */
function foldedScript(text: string, isUnfolded: boolean): readonly string[] {
  const lines = text.split('\n');
  const [first = '', last = ''] = [lines[0], lines.at(-1)];
  return isUnfolded || lines.length <= foldedLines
    ? lines
    : [first, `… ${lines.length - 2} more lines, f shows them`, last];
}

/** A file of so many lines is shown whole at once; of a longer one, one less. */
const foldedLines = 4;

function fileRows(content: string, room: number, isUnfolded: boolean): readonly PlanRow[] {
  const lines = content.replace(/\n$/, '').split('\n');
  const shown = isUnfolded || lines.length <= foldedLines ? lines : lines.slice(0, foldedLines - 1);
  const rest = lines.length - shown.length;
  return [
    ...shown.flatMap(text => chop(safe(text), room - 4)).map(text => ({text: `${indent}  | ${text}`})),
    ...(rest > 0 ? [{text: `${indent}  | and ${rest} more lines, f shows them`, role: 'muted'} as const] : []),
  ];
}

const roles = {'+': 'good', '-': 'bad', ' ': 'muted', '@': 'muted'} as const;

/** A file that is changed: what comes and what goes, never folded. */
const changeRows = ({path, before, after}: FileChange, room: number): readonly PlanRow[] => [
  ...chop(safe(`${path}${before === null ? ' (new)' : ''}:`), room).map(text => ({text: indent + text})),
  ...diffLines(before, after).flatMap(({sign, text}) =>
    chop(safe(sign === '@' ? '...' : `${sign} ${text}`), room - 2).map(part => ({
      text: `${indent}  ${part}`,
      role: roles[sign],
    })),
  ),
];

function undoText({undo, root, estimateSeconds}: Step, isUnfolded: boolean): string {
  const parts = [
    root ? 'as root' : 'as you',
    ...(estimateSeconds !== null ? [`about ${formatSeconds(estimateSeconds)}`] : []),
    undo === null
      ? 'no undo'
      : undo.length === 0
        ? 'nothing to undo'
        : `undo: ${undo.map(({argv}) => foldedScript(shellLine(argv), isUnfolded).join('\n')).join('; ')}`,
  ];
  return parts.join(', ');
}

const prose = (text: string, width: number, role: Role): readonly PlanRow[] =>
  wrap(safe(text), width - 2).map((part, row) => ({text: row === 0 ? part : `  ${part}`, role}));
