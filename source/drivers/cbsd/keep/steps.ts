import type {Check, Guard, Step} from '../../../model/plan.ts';
import {loadScript} from '../expose/scripts.ts';
import {shell} from '../paths.ts';
import {patience, run} from '../plans/command.ts';
import {hostFile} from './host-rules.ts';
import {digestOf} from './texts.ts';

type Wanted = {readonly path: string; readonly mode: number; readonly content: string};

/** A file that is there: `was` is what the plan was made from, `isRules` that pf can be asked before it counts. */
type Replaced = Wanted & {readonly was: string; readonly isRules?: true};

const command = (...argv: readonly [string, ...string[]]) => ({argv, timeoutMs: patience.quick});

/** pf refuses a whole ruleset for a file that it includes and does not find; nothing that is there is touched. */
export const includesStep = (workdir: string): Step =>
  run(
    'See that the files are there that CBSD keeps its rules in',
    command(
      ...shell('cd "$1/etc" && for f in pfnat.conf pfrdr.conf; do [ -e "$f" ] || : >"$f" || exit 1; done', workdir),
    ),
    {check: null, undo: [], seconds: 1},
  );

export const copyOf = (path: string): string => `${path}.construct-tui`;

/** The new file beside the old one; rules are asked of pf while they are only a copy. */
export const stageSteps = ({path, mode, was, content, isRules}: Replaced): readonly Step[] => [
  {
    ...run(`Clear the place of ${copyOf(path)}`, command('rm', '-f', copyOf(path)), {
      check: null,
      undo: [],
      seconds: 1,
    }),
    before: unchanged(path, was),
  },
  ...writeSteps({path: copyOf(path), mode, content}),
  ...(isRules
    ? [
        run('Ask pf whether it would load', command('pfctl', '-n', '-f', copyOf(path)), {
          check: null,
          undo: [],
          seconds: 1,
        }),
      ]
    : []),
];

/** The old file is kept, and the new one takes its place at once. */
export function putSteps({path, was, content, isRules}: Replaced): readonly Step[] {
  const [copy, kept] = [copyOf(path), `${path}.before-${digestOf(was).slice(0, 8)}`];
  const same = unchanged(path, was);
  return [
    {
      ...run(`Keep ${path} as ${kept}`, command('cp', '-p', path, kept), {
        check: holds(kept, was, null, `${kept} holds what ${path} holds`),
        undo: [command('rm', '-f', kept)],
        residue: [`${kept}: rm ${kept}`],
        seconds: 1,
      }),
      before: same,
    },
    {
      ...run(`Put the new one in the place of ${path}`, command('mv', '-f', copy, path), {
        check: holds(path, content, was, `${path} is the new one`),
        // what was loaded before came from the file as it was
        undo: [command('cp', '-p', kept, path), ...(isRules ? [command('pfctl', '-f', path)] : [])],
        residue: [`a changed ${path}: cp -p ${kept} ${path}`],
        seconds: 1,
      }),
      before: same,
    },
  ];
}

const unchanged = (path: string, was: string): Check =>
  holds(path, was, null, `${path} is what this plan was made from`);

/** The rules as they will be, loaded from a file that no boot reads. */
export const liveStep = (path: string, kept: readonly string[]): Step =>
  run('Load them, for now', command('pfctl', '-f', path), {
    check: keptCheck(kept),
    undo: [command('pfctl', '-f', hostFile)],
    seconds: 1,
  });

/** What is loaded came from the file, tables and options too, which `pfctl -s` does not tell as it would read them. */
export const guardOf = (seconds: number): Omit<Guard, 'first' | 'last'> => ({
  seconds,
  save: command('cat', hostFile),
  restore: command('pfctl', '-f', '-'),
  says: 'the firewall',
});

export function writeSteps({path, mode, content}: Wanted): readonly Step[] {
  const file = {path, mode, content: [content]};
  const removal = command('rm', '-f', path);
  return [
    {
      ...run(`Write ${path}`, removal, {
        check: holds(path, content, null, `${path} is written`),
        undo: [removal],
        residue: [`${path}: rm ${path}`],
        seconds: 1,
      }),
      command: null,
      file,
    },
  ];
}

export const loadStep = (kept: readonly string[]): Step =>
  run(
    'Load by CBSD, as it does from now on',
    {...command(...shell(loadScript)), env: {NOINTER: '1', NOCOLOR: '1'}},
    {
      check: keptCheck(kept),
      undo: [],
      seconds: 2,
    },
  );

const keptCheck = (kept: readonly string[]): Check => ({
  id: 'rules-kept',
  target: hostFile,
  expect: {rules: kept.join('\n')},
  says: 'every rule that was live before is live now, CBSD’s among them',
});

/** `was`: what the file held before; null: it was not there. */
const holds = (path: string, text: string, was: string | null, says: string): Check => ({
  id: 'file-holds',
  target: path,
  expect: {digest: digestOf(text), ...(was !== null && {was: digestOf(was)})},
  says,
});
