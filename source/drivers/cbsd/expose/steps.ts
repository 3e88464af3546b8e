import type {Command} from '../../../model/command.ts';
import type {Check, Step} from '../../../model/plan.ts';
import {specText} from '../../../text/port-specs.ts';
import {normalSources} from '../../../text/sources.ts';
import {shell} from '../paths.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {markOf, type RuleLine} from './lines.ts';
import {dropLinesScript, loadScript} from './scripts.ts';
import type {StoredForward} from './stored.ts';

/** `8080:80/tcp from 10.0.0.0/8`: a forward in words. */
export const inWords = (row: StoredForward): string => {
  const from = normalSources(row.fromips ?? '').join(',');
  return `${specText(row)}${from === 'any' ? '' : ` from ${from}`}`;
};

/** Everything is said: what CBSD would take as its default is written down by it in another way (cbsd-ops 2.5, 2.7). */
export const addCommand = (row: StoredForward): Command =>
  cbsd(['expose', 'mode=add', ...words(row, row.fromips)], patience.quick);

/** The row's own values. A line that a bare `add` wrote has a mark without sources, which only a bare `delete` finds. */
export const deleteCommand = (row: StoredForward, lines: readonly RuleLine[]): Command =>
  cbsd(['expose', 'mode=delete', ...words(row, deletedSources(row, lines))], patience.quick);

export const deletedMark = (row: StoredForward, lines: readonly RuleLine[]): string =>
  markOf({...row, sources: row.fromips === null ? null : (deletedSources(row, lines) ?? '')});

function deletedSources(row: StoredForward, lines: readonly RuleLine[]): string | null {
  if (row.fromips !== 'any') return row.fromips;
  const bare = markOf({...row, sources: ''});
  return lines.some(({mark}) => mark === bare) ? null : row.fromips;
}

const words = (row: StoredForward, sources: string | null): readonly string[] => [
  `jname=${row.guest}`,
  ...(row.hostPort === 0 ? [] : [`in=${row.hostPort}`, `out=${row.guestPort}`]),
  `proto=${row.protocol}`,
  ...(['0', 'nodeip', ''].includes(row.inaddr) ? [] : [`inaddr=${row.inaddr}`]),
  ...(row.outaddr === '' ? [] : [`outaddr=${row.outaddr}`]),
  ...(sources === null ? [] : [`fromips=${sources}`]),
];

/** `settle`: what follows its withdrawal, by which CBSD makes every other row of the guest live, whether it runs or not. */
export const addStep = (
  row: StoredForward,
  check: Check,
  lines: readonly RuleLine[],
  settle: readonly Command[] = [],
): Step =>
  run(`Expose ${inWords(row)} of ${row.guest}`, addCommand(row), {
    check,
    undo: [deleteCommand(row, lines), ...settle],
    residue: [
      `a rule of ${row.guest} for ${specText(row)}: cbsd expose mode=delete ${words(row, row.fromips).join(' ')}`,
    ],
    seconds: 1,
  });

export const deleteStep = (row: StoredForward, check: Check, lines: readonly RuleLine[]): Step =>
  run(`Withdraw ${inWords(row)} of ${row.guest}`, deleteCommand(row, lines), {
    check,
    undo: [addCommand(row)],
    seconds: 1,
  });

/** CBSD's own way for TCP: rows stay, rules go. */
export const clearStep = (guest: string, check: Check): Step =>
  run(`Take the rules of ${guest} out of the firewall; what is stored stays`, expose('clear', guest), {
    check,
    undo: [],
    seconds: 1,
  });

export const applyStep = (guest: string, check: Check): Step =>
  run(`Load the stored forwards of ${guest} again`, expose('apply', guest), {check, undo: [], seconds: 2});

const expose = (mode: string, guest: string): Command =>
  cbsd(['expose', `mode=${mode}`, `jname=${guest}`], patience.quick);

/** What CBSD leaves behind (UDP; before 14 everything): its lines out of the file, then a load. Two commands, seen apart. `keeps`: rows of it are stored still. */
export const dropSteps = (
  owners: readonly string[],
  workdir: string,
  check: Check,
  keeps: boolean,
): readonly Step[] => [
  run(
    `Take the lines of ${owners.join(' and ')} out of pfrdr.conf${keeps ? '; what is stored stays' : ''}`,
    {argv: shell(dropLinesScript, workdir, ...owners), timeoutMs: patience.quick},
    {check: null, undo: [], seconds: 1},
  ),
  run('Load CBSD’s rules again', {...sh(loadScript), timeoutMs: patience.quick}, {check, undo: [], seconds: 1}),
];

const sh = (script: string): Command => ({argv: shell(script), env: {NOINTER: '1', NOCOLOR: '1'}});
