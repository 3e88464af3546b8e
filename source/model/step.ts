import type {Command, FileWrite} from './command.ts';
import type {Check, FileChange, Progress, Step} from './plan.ts';
import {secretsOf} from './secrets.ts';

export type More = {
  readonly check: Check | null;
  readonly undo?: readonly Command[] | null;
  readonly residue?: readonly string[];
  readonly seconds: number;
  readonly progress?: Progress;
  readonly interruptible?: boolean;
  readonly masks?: readonly string[];
  readonly changes?: readonly FileChange[];
  readonly undoWhile?: Check;
  readonly isConsumed?: true;
  readonly isFinal?: true;
  readonly mayTear?: true;
};

/** A step that runs one command. */
export const run = (title: string, command: Command, more: More): Step => ({
  title,
  command,
  file: null,
  check: more.check,
  undo: more.undo ?? null,
  residue: more.residue ?? [],
  root: true,
  estimateSeconds: more.seconds,
  progress: more.progress ?? null,
  interruptible: more.interruptible ?? false,
  secrets: [],
  ...(more.masks?.length ? {masks: more.masks} : {}),
  ...(more.changes?.length ? {changes: more.changes} : {}),
  ...(more.undoWhile ? {undoWhile: more.undoWhile} : {}),
  ...(more.isConsumed ? {isConsumed: more.isConsumed} : {}),
  ...(more.isFinal ? {isFinal: more.isFinal} : {}),
  ...(more.mayTear ? {mayTear: more.mayTear} : {}),
});

/** A step that writes one new file; it fails where something is at the path already. */
export const writeFile = (title: string, file: FileWrite, more: More): Step => ({
  ...run(title, {argv: ['true']}, more),
  command: null,
  file,
  secrets: secretsOf(file.content),
});

/** Rows of steps that need nothing of each other, each row a lane (`Step.lane`); together they are one block. */
export const sideBySide = (block: string, rows: Readonly<Record<string, readonly Step[]>>): readonly Step[] =>
  Object.entries(rows).flatMap(([lane, steps]) => steps.map(step => ({...step, lane, block})));
