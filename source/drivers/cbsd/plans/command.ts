import type {Command, FileWrite} from '../../../model/command.ts';
import type {Step} from '../../../model/plan.ts';
import {run, writeFile} from '../../../model/step.ts';

export {run} from '../../../model/step.ts';

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

/**
 * A file for CBSD, which deletes it once it has read it; the undo is for the case that it never did. What an earlier
 * attempt left under the same name, or may have left, goes first: a file is only ever written new.
 */
export function write(title: string, file: FileWrite, leftovers: readonly string[] | undefined): readonly Step[] {
  const removal: Command = {argv: ['rm', '-f', file.path]};
  const step = writeFile(title, file, {
    check: {id: 'file-written', target: file.path, expect: {path: file.path}, says: `${file.path} is written`},
    undo: [removal],
    residue: [`${file.path}, until CBSD has read it: rm -f ${file.path}`],
    seconds: 1,
    isConsumed: true,
  });
  if (leftovers && !leftovers.includes(file.path)) return [step];
  return [
    run('Remove what an earlier attempt may have left of its settings', removal, {check: null, seconds: 1}),
    step,
  ];
}
