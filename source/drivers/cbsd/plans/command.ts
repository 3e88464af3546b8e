import type {Command, FileWrite} from '../../../model/command.ts';
import type {Check, Progress, Step} from '../../../model/plan.ts';
import {secretsOf} from '../../../model/secrets.ts';

const minute = 60_000;

/** How long a command may take before it is reported as overdue; it is never ended for it. */
export const patience = {
  quick: 5 * minute,
  start: 20 * minute,
  stop: 40 * minute,
  create: 120 * minute,
  fetch: 360 * minute,
};

/**
 * The one way a step calls CBSD (cbsd-ops 0.2-0.6): words that carry no sign of any shell, no question ever asked, no
 * colours. Everything that an operator typed freely goes by file.
 */
export function cbsd(words: readonly string[], timeoutMs: number): Command {
  for (const word of words)
    if (!/^[A-Za-z0-9_=.,:@%/+#-]+$/.test(word)) throw new Error(`not a plain word for cbsd: ${word}`);
  return {argv: ['cbsd', ...words], env: {NOINTER: '1', NOCOLOR: '1'}, timeoutMs};
}

type More = {
  readonly check: Check | null;
  readonly undo?: readonly Command[];
  readonly residue?: readonly string[];
  readonly seconds: number;
  readonly progress?: Progress;
  readonly interruptible?: boolean;
};

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
});

/** A file for CBSD, which deletes it once it has read it; the undo is for the case that it never did. */
export const write = (title: string, file: FileWrite): Step => ({
  title,
  command: null,
  file,
  check: {id: 'file-written', target: file.path, expect: {path: file.path}, says: `${file.path} is written`},
  undo: [{argv: ['rm', '-f', file.path]}],
  residue: [`${file.path}, until CBSD has read it: rm -f ${file.path}`],
  root: true,
  estimateSeconds: 1,
  progress: null,
  interruptible: false,
  secrets: secretsOf(file.content),
});

/** As one types it. */
export const line = (command: Command): string => command.argv.join(' ');
