import type {Step} from '../../../model/plan.ts';
import {shell} from '../paths.ts';
import {run} from '../plans/command.ts';
import {hostCheck} from './verify.ts';

/** `$1`: the file, `$2`: a line for its end, also where the last one there has no end of its own. */
const addScript = [
  'l=; [ ! -e "$1" ] || while IFS= read -r l; do :; done < "$1"',
  '[ -z "$l" ] || echo >> "$1"',
  'printf \'%s\\n\' "$2" >> "$1"',
].join('\n');

/** The same line taken out again; the new file takes the old one's place at once. */
const dropScript = [
  'umask 022; n=$1.construct-tui',
  'while IFS= read -r l || [ "$l" ]; do [ "$l" = "$2" ] || printf \'%s\\n\' "$l"; done < "$1" > "$n" && mv -f "$n" "$1"',
].join('\n');

/** A line at the end of a settings file whose names sysrc(8) does not take. */
export const addLineStep = (file: string, line: string): Step =>
  run(
    `Add ${line} to ${file}`,
    {argv: shell(addScript, file, line)},
    {
      check: hostCheck('line', line, 'yes', `${file} has ${line}`, file),
      undo: [{argv: shell(dropScript, file, line)}],
      seconds: 1,
    },
  );
