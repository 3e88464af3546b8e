import type {Command, FileWrite} from '../../../model/command.ts';
import type {Check, Step} from '../../../model/plan.ts';
import {writeFile} from '../../../model/step.ts';
import {shell} from '../../../text/sections.ts';
import {connection} from '../paths.ts';

const minute = 60_000;

/** How long a command may take before it is reported as overdue; it is never ended for it. */
export const patience = {quick: 2 * minute, start: 10 * minute, copy: 120 * minute, fetch: 360 * minute};

/** libvirt's programs are translated; what they say in English is what was measured (libvirt, 0.9). */
const env = {LC_ALL: 'C.UTF-8'};

export const virsh = (words: readonly string[], timeoutMs: number = patience.quick): Command => ({
  argv: ['virsh', '-c', connection, ...words],
  env,
  timeoutMs,
});

export const tool = (argv: Command['argv'], timeoutMs: number = patience.quick): Command => ({argv, env, timeoutMs});

/** A constant text for sh, and its words. */
export const script = (text: string, words: readonly string[], timeoutMs: number = patience.quick): Command => ({
  argv: shell(text, ...words),
  env,
  timeoutMs,
});

export const removal = (...paths: readonly string[]): Command => tool(['rm', '-f', ...paths]);

export const fileWritten = (path: string): Check => ({
  id: 'file-written',
  target: path,
  expect: {path},
  says: `${path} is written`,
});

/** Nothing is at any of the paths: `expect` names each. */
export const fileGone = (...paths: readonly [string, ...string[]]): Check => ({
  id: 'file-gone',
  target: paths[0],
  expect: Object.fromEntries(paths.map((path, index) => [index === 0 ? 'path' : `path${index + 1}`, path])),
  says: paths.length === 1 ? `${paths[0]} is not there` : `${paths.join(', ')} are not there`,
});

/** A file that stays; its undo is the one that is given. */
export const lasting = (title: string, file: FileWrite, undo: readonly Command[]): Step =>
  writeFile(title, file, {
    check: fileWritten(file.path),
    undo,
    residue: [`${file.path}: rm -f ${file.path}`],
    seconds: 1,
  });

/** A file that a later step reads once; it is ours alone and goes when it has been read. */
export const passing = (title: string, file: FileWrite): Step => ({
  ...lasting(title, file, [removal(file.path)]),
  residue: [`${file.path}, until it has been read: rm -f ${file.path}`],
});
