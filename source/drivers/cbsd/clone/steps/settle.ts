import type {Part} from '../../../../model/command.ts';
import type {Step} from '../../../../model/plan.ts';
import type {CbsdContext} from '../../context.ts';
import {cbsd, patience, run, write} from '../../plans/command.ts';
import {settingsPath} from '../../plans/settings.ts';
import type {Copy} from '../copies.ts';
import {type Choices, expectedOf} from '../identity.ts';
import type {Source} from '../source.ts';
import {letter} from './copy.ts';

/**
 * The rows that CBSD copied, out of the clone's own table. Not by `expose mode=flush` or `delete`: they take lines out of the
 * host's rules by a pattern and load all rules anew (cbsd-ops 2.7), and the clone has no live rule yet.
 */
export const closeStep = (copy: Copy, source: Source, context: CbsdContext): Step =>
  run(
    `Take the forwards of ${source.name} out of the table of ${copy.name}`,
    {
      argv: [
        'sqlite3',
        '-bail',
        `${context.node.workdir}/jails-system/${copy.name}/expose.sqlite`,
        'DELETE FROM expose',
      ],
      timeoutMs: patience.quick,
    },
    {
      check: {
        id: 'clone-closed',
        target: copy.name,
        expect: {source: source.name},
        says: `${copy.name} has no forwards`,
      },
      undo: [],
      seconds: 1,
    },
  );

/** A password that is in no argument: a statement in a file, read by sqlite3, then removed. */
export function passwordSteps(copy: Copy, source: Source, given: boolean, context: CbsdContext): readonly Step[] {
  if (!source.vm) return [];
  const content: readonly Part[] = [
    "UPDATE settings SET vnc_password='",
    {secret: given ? 'vnc_password' : 'vnc_password:random'},
    "';\n",
  ];
  const path = settingsPath(context.node.workdir, copy.name, content);
  const database = `${context.node.workdir}/jails-system/${copy.name}/local.sqlite`;
  return [
    ...write(`Write a VNC password for ${copy.name}`, {path, mode: 0o600, content}, context.leftovers),
    run(
      `Give ${copy.name} this VNC password`,
      {argv: ['sqlite3', '-bail', database, `.read ${path}`], timeoutMs: patience.quick},
      {
        check: {
          id: 'clone-password',
          target: copy.name,
          expect: {source: source.name},
          says: `the VNC password of ${copy.name} is not that of ${source.name}`,
        },
        undo: [],
        seconds: 1,
      },
    ),
    run(
      'Remove the file with the password',
      {argv: ['rm', '-f', path], timeoutMs: patience.quick},
      {
        check: {id: 'file-gone', target: path, expect: {path}, says: `${path} is gone`},
        undo: [],
        seconds: 1,
      },
    ),
  ];
}

/** What CBSD can set, and then the look at everything that was promised. */
export function settleStep(copy: Copy, source: Source, choices: Choices, rules: string): Step {
  const words = [
    `${letter(source)}set`,
    `jname=${copy.name}`,
    `astart=${choices.autostart}`,
    ...(copy.uuid === '' ? [] : [`uuid=${copy.uuid}`]),
    ...(source.vm && source.row.vm_vnc_port !== '1' ? ['vm_vnc_port=0'] : []),
  ];
  return run(`Settle what is ${copy.name}’s own`, cbsd(words, patience.quick), {
    check: {
      id: 'clone-identity',
      target: copy.name,
      expect: {
        source: source.name,
        ...expectedOf(copy, source, choices),
        ...(rules === '' ? {} : {rules}),
      },
      says: `${copy.name} shares no name, address, MAC, UUID, password or port with ${source.name}`,
    },
    undo: [],
    seconds: 2,
  });
}
