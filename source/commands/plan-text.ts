import {shownContent} from '../model/command.ts';
import {guardInWords} from '../model/guard-words.ts';
import type {FileChange, Plan, Step} from '../model/plan.ts';
import {diffLines} from '../text/diff.ts';
import {shellLine} from '../text/quote.ts';

/** A plan as an operator reads it: what runs, to the letter, and what has to be known before. */
export function planText(plan: Plan): string {
  const lines = [
    plan.title,
    ...plan.refusals.map(refusal => `  refused: ${refusal.reason}`),
    ...plan.warnings.map(warning => `  note: ${warning}`),
    ...guardText(plan),
    ...plan.steps.flatMap((step, index) => stepText(step, index + 1)),
    ...lasting(plan).map(step => `  cannot be undone: ${step.title}`),
  ];
  return lines.join('\n');
}

const guardText = ({guard}: Plan): readonly string[] => (guard ? [`  note: ${guardInWords(guard)}`] : []);

function stepText(step: Step, number: number): readonly string[] {
  const head = `${String(number).padStart(2)}. ${step.title}${step.root ? ' (root)' : ''}`;
  const command = step.command ? [`      ${shellLine(step.command.argv)}`, ...stdinText(step)] : [];
  const file = step.file
    ? [
        `      write ${step.file.path} (mode ${step.file.mode.toString(8)}):`,
        ...shownContent(step.file.content)
          .trimEnd()
          .split('\n')
          .map(line => `        ${line}`),
      ]
    : [];
  return [
    head,
    ...command,
    ...file,
    ...(step.changes ?? []).flatMap(changeText),
    ...(step.check ? [`      then check: ${step.check.says}`] : []),
  ];
}

/** What it reads, unless that is a file's new content, which is shown as such. */
const stdinText = ({command, changes}: Step): readonly string[] =>
  command?.stdin && !changes
    ? command.stdin
        .trimEnd()
        .split('\n')
        .map(line => `        < ${line}`)
    : [];

const changeText = ({path, before, after}: FileChange): readonly string[] => [
  `      ${path}${before === null ? ' (new)' : ''}:`,
  ...diffLines(before, after).map(({sign, text}) => `        ${sign === '@' ? '…' : `${sign} ${text}`}`),
];

/** Nobody expects a way back from the way back. */
const lasting = (plan: Plan): readonly Step[] =>
  plan.follows?.kind === 'undo' ? [] : plan.steps.filter(step => step.undo === null && step.command !== null);
