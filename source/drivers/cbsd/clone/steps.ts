import type {Command, FileWrite, Part} from '../../../model/command.ts';
import type {Step} from '../../../model/plan.ts';
import {secretsOf} from '../../../model/secrets.ts';
import type {CbsdContext} from '../context.ts';
import {cbsd, patience, run, write} from '../plans/command.ts';
import {settingsPath} from '../plans/settings.ts';
import {startStep} from '../plans/start.ts';
import type {Copy} from './copies.ts';
import {type Choices, expectedOf} from './identity.ts';
import {metaDataFor, networkConfigFor} from './seed.ts';
import type {Source} from './source.ts';

const letter = (source: Source): 'b' | 'j' => (source.vm ? 'b' : 'j');

export const removal = (name: string, source: Source): Command =>
  cbsd([`${letter(source)}remove`, `jname=${name}`], patience.stop);

/** Kilobytes of a folder that grows, as bytes. */
const folderSize = 'set -- $(du -Askx "$1" 2>/dev/null) 0; echo $(($1 * 1024))';

/** Copies the guest with everything that CBSD copies: forwards, hooks, seed and passwords too (cbsd-ops 3.1, 3.2). */
export function copyStep(copy: Copy, source: Source, live: boolean, context: CbsdContext): Step {
  const {name, hostname, address} = copy;
  const words = [
    `${letter(source)}clone`,
    `old=${source.name}`,
    `new=${name}`,
    `host_hostname=${hostname}`,
    `ip4_addr=${address}`,
    ...(live ? ['checkstate=0'] : []),
  ];
  const data = `${context.node.workdir}/jails-data/${name}-data`;
  const remove = removal(name, source).argv.join(' ');
  return run(
    `Clone ${source.name} as ${name}${source.dataset ? ' from a snapshot of its dataset' : ''}`,
    cbsd(words, patience.create),
    {
      check: {
        id: 'clone-made',
        target: name,
        expect: {source: source.name, host_hostname: hostname},
        says: `${name} is in the database and its data is as large as that of ${source.name}`,
      },
      undo: [removal(name, source)],
      residue: [
        `a part of ${name}: ${remove}`,
        ...snapshotsOf(source, name).map(snapshot => `the snapshot ${snapshot}: zfs destroy ${snapshot}`),
      ],
      seconds: source.dataset ? 5 : 60,
      ...(source.dataset
        ? {}
        : {
            progress: {
              read: {argv: ['sh', '-c', folderSize, 'construct-tui', data]},
              totalBytes: source.bytes ?? 0,
            },
          }),
    },
  );
}

/** What CBSD takes of the source for the clone: of a jail its dataset, of a VM every disk (cbsd-ops 3.1, 3.2). */
export const snapshotsOf = (source: Source, name: string): readonly string[] =>
  source.volumes.length > 0
    ? source.volumes.map(volume => `${volume}@cbsd-original-${name}-${volume.replace(/^.*\//, '')}`)
    : source.dataset
      ? [`${source.dataset.name}@cbsd-original-${name}`]
      : [];

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

/** What bclone leaves of the source's seed, written anew; bstart builds the guest's image of it at every start. */
export function seedSteps(copy: Copy, source: Source, context: CbsdContext): readonly Step[] {
  if (!source.seed || source.inside !== 'cloud-init') return [];
  const folder = `${context.node.workdir}/jails-system/${copy.name}/cloud-init`;
  const wish = {name: copy.name, hostname: copy.hostname, oldHostname: source.hostname, addresses: copy.moved};
  const files: readonly FileWrite[] = [
    {path: `${folder}/meta-data`, mode: 0o640, content: [metaDataFor(source.seed, wish)]},
    ...(source.seed.networkConfig === ''
      ? []
      : [{path: `${folder}/network-config`, mode: 0o640, content: [networkConfigFor(source.seed, wish)]}]),
  ];
  return [
    run(
      `Remove the cloud-init files of ${source.name} from ${copy.name}`,
      {argv: ['rm', '-f', ...files.map(file => file.path)], timeoutMs: patience.quick},
      {check: null, undo: [], seconds: 1},
    ),
    ...files.map(file => fileStep(`Write the ${file.path.replace(/^.*\//, '')} of ${copy.name}`, file)),
  ];
}

const fileStep = (title: string, file: FileWrite): Step => ({
  ...run(
    title,
    {argv: ['rm', '-f', file.path]},
    {
      check: {id: 'file-written', target: file.path, expect: {path: file.path}, says: `${file.path} is written`},
      undo: [],
      seconds: 1,
    },
  ),
  command: null,
  file,
  secrets: secretsOf(file.content),
});

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

/** The source goes on as it was before; nothing of the clones can take it back. */
export function backStep(source: Source): Step {
  const family = source.vm ? 'vm' : 'jail';
  const step = startStep(source.name, family);
  return {...step, title: `Start ${source.name} again`, undo: []};
}

/** What CBSD can set, and then the look at everything that was promised. */
export function settleStep(copy: Copy, source: Source, choices: Choices, rules: string | null): Step {
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
        ...(rules === null ? {} : {rules}),
      },
      says: `${copy.name} shares no name, address, MAC, UUID, password or port with ${source.name}`,
    },
    undo: [],
    seconds: 2,
  });
}
