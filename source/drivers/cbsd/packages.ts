import type {Check, Step} from '../../model/plan.ts';
import {patience, run} from './plans/command.ts';

/** Packages from the host's own repository, which asks nothing. `undone`: taking the step back removes them again. */
export const installStep = (names: readonly string[], check: Check, undone: boolean): Step =>
  run(
    `Install ${names.join(' and ')}`,
    {argv: ['pkg', 'install', '-y', ...names], env: {ASSUME_ALWAYS_YES: 'yes'}, timeoutMs: patience.fetch},
    {
      check,
      undo: undone ? [{argv: ['pkg', 'delete', '-y', ...names], timeoutMs: patience.create}] : null,
      residue: [
        `packages that were installed, and what they brought along: pkg info ${names.join(' ')}, pkg autoremove`,
      ],
      seconds: 60,
    },
  );
