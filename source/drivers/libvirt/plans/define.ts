import {fingerprint} from '../../../model/fingerprint.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {type Xml, xmlText} from '../../../text/xml.ts';
import {guestsFolder} from '../paths.ts';
import {fileGone, passing, patience, removal, tool, virsh} from './command.ts';

/** Everything that libvirt keeps beside a domain goes with it; `undefine` refuses otherwise (libvirt, 2.6). */
export const undefine = (name: string) =>
  virsh(['undefine', name, '--managed-save', '--snapshots-metadata', '--checkpoints-metadata', '--nvram']);

/** The file of a guest's settings and the guest that is defined from it; `expect` is what has to be stored of it. Nothing else of the guest need be there yet. */
export function defineSteps(name: string, domain: Xml, expect: Readonly<Record<string, string>>): Prepared {
  const content = xmlText(domain);
  const path = `${guestsFolder}/${name}.${fingerprint(content).slice(0, 8)}.xml`;
  return {
    steps: [
      passing(`Write the settings of ${name}`, {path, mode: 0o600, content: [content]}),
      run(`Define VM ${name}`, virsh(['define', path, '--validate']), {
        check: {id: 'guest-exists', target: name, expect, says: `VM ${name} exists with these settings`},
        undo: [undefine(name)],
        residue: [`VM ${name}: virsh undefine ${name} --managed-save --snapshots-metadata --nvram`],
        seconds: 1,
      }),
    ],
    read: [path],
  };
}

/** Steps, and the files of theirs that nobody reads any more once they are done. */
export type Prepared = {readonly steps: readonly Step[]; readonly read: readonly string[]};

export const nothing: Prepared = {steps: [], read: []};

/** Those files gone again; they may hold what the guest alone should know. */
export function removeRead(name: string, [first, ...rest]: readonly string[]): readonly Step[] {
  if (first === undefined) return [];
  const paths = [first, ...rest] as const;
  const title = rest.length === 0 ? `file of ${name}, which has` : `files of ${name}, which have`;
  return [run(`Remove the ${title} been read`, removal(...paths), {check: fileGone(...paths), undo: [], seconds: 1})];
}

/**
 * A new disk; qemu-img would write over what is there, so it is looked at just before. A copy that was cut off has its whole size
 * from the start, and `qemu-img check` finds nothing wrong with it.
 */
export const diskStep = (title: string, path: string, words: readonly string[], seconds = 1): Step => ({
  ...run(title, tool(['qemu-img', ...words], patience.copy), {
    check: {id: 'file-written', target: path, expect: {path}, says: `${path} is made`},
    undo: [removal(path)],
    residue: [`${path}: rm -f ${path}`],
    seconds,
    mayTear: true,
  }),
  before: fileGone(path),
});

/** The folder of disks and seeds, where it is not there yet. */
export const folderSteps = (folders: ReadonlySet<string>): readonly Step[] =>
  folders.has(guestsFolder)
    ? []
    : [
        run('Make the folder of guests’ disks', tool(['mkdir', '-m', '711', guestsFolder]), {
          check: {
            id: 'file-written',
            target: guestsFolder,
            expect: {path: guestsFolder},
            says: `${guestsFolder} is there`,
          },
          undo: [tool(['rmdir', guestsFolder])],
          residue: [`${guestsFolder}: rmdir ${guestsFolder}`],
          seconds: 1,
        }),
      ];

export const autostartStep = (name: string, on: boolean): Step =>
  run(
    on ? `Start ${name} with the host` : `Leave ${name} off when the host starts`,
    virsh(['autostart', name, ...(on ? [] : ['--disable'])]),
    {
      check: {
        id: 'autostart',
        target: name,
        expect: {autostart: on ? '1' : '0'},
        says: on ? `${name} starts with the host` : `${name} does not start with the host`,
      },
      undo: [virsh(['autostart', name, ...(on ? ['--disable'] : [])])],
      seconds: 1,
    },
  );
