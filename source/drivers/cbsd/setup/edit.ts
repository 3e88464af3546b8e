import {createHash} from 'node:crypto';
import type {Command} from '../../../model/command.ts';
import type {Check, FileChange, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {shell} from '../../../text/sections.ts';
import {copyScript, editScript, restoreScript} from './scripts.ts';

/** SHA-256 in hex; `-`: there is no such file. */
export const digestOf = (content: string | null): string =>
  content === null ? '-' : createHash('sha256').update(content).digest('hex');

/** Where the copy of a file goes: named after its content, so that no copy ever overwrites another. `-`: there is nothing to copy. */
export const backupOf = ({path, before}: FileChange): string =>
  before === null ? '-' : `/var/backups/construct-tui.${digestOf(before).slice(0, 12)}${path.replaceAll('/', '.')}`;

export const contentCheck = ({path, before, after}: FileChange): Check => ({
  id: 'file-content',
  target: path,
  expect: {digest: digestOf(after), before: digestOf(before)},
  says: `${path} holds what is shown`,
});

/** Puts back what was there, unless somebody has changed it since. */
export const restoreCommand = (change: FileChange): Command => ({
  argv: shell(restoreScript, change.path, digestOf(change.after), backupOf(change), digestOf(change.before)),
});

/** A step that changes one file of the host at once, keeps a copy of what was there, and can put it back to the byte. */
export function editStep(title: string, change: FileChange, mode = '0644', reader = '-'): readonly Step[] {
  if (change.before === change.after) return [];
  const words = [change.path, digestOf(change.before), backupOf(change), mode, reader];
  return [
    run(
      title,
      {argv: shell(editScript, ...words), stdin: change.after},
      {
        check: contentCheck(change),
        undo: [restoreCommand(change)],
        residue: change.before === null ? [] : [`a copy of ${change.path} as it was: ${backupOf(change)}`],
        seconds: 1,
        changes: [change],
      },
    ),
  ];
}

/** A copy of a file that a tool is about to change by itself. */
export const copyStep = (change: FileChange): readonly Step[] =>
  change.before === null || change.before === change.after
    ? []
    : [
        run(
          `Keep a copy of ${change.path}`,
          {argv: shell(copyScript, change.path, backupOf(change))},
          {check: contentCheck({path: backupOf(change), before: null, after: change.before}), undo: [], seconds: 1},
        ),
      ];

/** `name="value"` in its place, else at the end, as sysrc(8) writes it. */
export function assign(text: string, name: string, value: string): string {
  const line = `${name}="${value}"`;
  const place = new RegExp(`^${name.replaceAll('.', '\\.')}=.*$`, 'gm');
  const last = [...text.matchAll(place)].at(-1);
  if (last)
    return last[0] === line ? text : `${text.slice(0, last.index)}${line}${text.slice(last.index + last[0].length)}`;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
