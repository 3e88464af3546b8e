import {given} from '../../../model/draft.ts';
import {fingerprint} from '../../../model/fingerprint.ts';
import type {FormView, Get} from '../../../model/form.ts';
import type {Check, Step} from '../../../model/plan.ts';
import {run, writeFile} from '../../../model/step.ts';
import {shell} from '../../../text/sections.ts';
import {cbsd, patience} from '../plans/command.ts';
import {answerFile, storedKeys} from './answer-file.ts';
import {copyStep, digestOf, restoreCommand} from './edit.ts';
import type {HostFacts} from './facts.ts';
import {initenv} from './paths.ts';
import {loaderChange, vmModules} from './predict.ts';
import {stopDaemonScript} from './scripts.ts';
import {initAgain, type Upgrade, upgradeStep} from './upgrade.ts';

const quick = patience.quick;

export function packageSteps(get: Get, {packages}: HostFacts): readonly Step[] {
  const missing = ['cbsd', ...(get('vms') === '1' ? ['tmux'] : [])].filter(name => !packages.has(name));
  if (missing.length === 0) return [];
  const target = missing.join(' ');
  return [
    run(
      `Install ${missing.join(' and ')}`,
      {argv: ['pkg', 'install', '-y', ...missing], env: {ASSUME_ALWAYS_YES: 'yes'}, timeoutMs: patience.fetch},
      {
        check: {id: 'packages-here', target, expect: {}, says: `${target} installed`},
        undo:
          get('remove_packages') === '1'
            ? [{argv: ['pkg', 'delete', '-y', ...missing], timeoutMs: patience.create}]
            : null,
        residue: [`packages that were installed so far: pkg info ${target}`],
        seconds: 60,
      },
    ),
  ];
}

/** Only what a set-up makes is in it: what else came to be there keeps it. */
const ours = (get: Get, arch: string): Check => ({
  id: 'workdir-ours',
  target: get('workdir'),
  expect: {bases: get('base') === '0' ? '' : `base_${arch}_${arch}_${get('base')}`},
  says: `nothing but CBSD's own is in ${get('workdir')}`,
});

/** The file system or the folder for guests; a mountpoint only where nothing is yet. */
export function placeSteps(get: Get, facts: HostFacts): readonly Step[] {
  const [workdir, dataset] = [get('workdir'), get('dataset')];
  if (dataset !== '0') {
    if (facts.datasets.some(({name}) => name === dataset)) return [];
    return [
      run(
        `Make the file system ${dataset}`,
        {argv: ['zfs', 'create', '-o', `mountpoint=${workdir}`, '-o', 'atime=off', dataset], timeoutMs: quick},
        {
          check: {
            id: 'dataset-here',
            target: dataset,
            expect: {mountpoint: workdir},
            says: `${dataset} is at ${workdir}`,
          },
          undo: [{argv: ['zfs', 'destroy', dataset], timeoutMs: quick}],
          undoWhile: ours(get, facts.arch),
          residue: [`the file system ${dataset}: zfs destroy ${dataset}`],
          seconds: 1,
        },
      ),
    ];
  }
  if (facts.names !== null && workdir === facts.workdir) return [];
  return [
    run(
      `Make the folder ${workdir}`,
      {argv: ['mkdir', '-p', workdir], timeoutMs: quick},
      {
        check: {id: 'path-here', target: workdir, expect: {}, says: `${workdir} is there`},
        undo: null,
        residue: [`the folder ${workdir} and what CBSD has made in it, to look into and remove by hand`],
        seconds: 1,
      },
    ),
  ];
}

export function moduleSteps(get: Get, {modules}: HostFacts): readonly Step[] {
  const missing = get('vms') === '1' ? vmModules.filter(name => !modules.has(name)) : [];
  if (missing.length === 0) return [];
  return [
    run(
      'Load what VMs need',
      {argv: ['kldload', '-n', ...missing], timeoutMs: quick},
      {
        check: {id: 'modules-loaded', target: missing.join(' '), expect: {}, says: `${missing.join(', ')} loaded`},
        undo: null,
        seconds: 2,
      },
    ),
  ];
}

/** initenv, which ends with 0 whatever happened: what counts is what is there afterwards (cbsd-ops 1.2, 1.3). */
export function initSteps(get: Get, facts: HostFacts): readonly Step[] {
  if (facts.isNode) return againSteps(facts);
  const workdir = get('workdir');
  const content = answerFile(get);
  const path = `/var/tmp/construct-tui.${fingerprint(content).slice(0, 12)}.initenv.conf`;
  const removal = {argv: ['rm', '-f', path] as const};
  const loader = loaderChange(facts);
  const home = facts.home ?? '/nonexistent';
  return [
    run('Remove what an earlier attempt may have left', removal, {check: null, undo: [], seconds: 1}),
    writeFile(
      'Write the answers for initenv',
      {path, mode: 0o600, content: [content]},
      {
        check: {id: 'path-here', target: path, expect: {}, says: `${path} is written`},
        undo: [removal],
        residue: [`${path}: rm -f ${path}`],
        seconds: 1,
      },
    ),
    ...(loader ? copyStep(loader) : []),
    run(
      `Let CBSD make a node of ${workdir}`,
      {argv: [initenv, 'inter=0', path], env: {workdir, NOINTER: '1', NOCOLOR: '1'}, timeoutMs: patience.create},
      {
        check: {
          id: 'node-ready',
          target: workdir,
          expect: {
            nodename: get('nodename'),
            nodeip: get('nodeip'),
            nodeippool: get('nodeippool'),
            jnameserver: get('jnameserver'),
            sqlreplica: get('sqlreplica'),
            ...(loader ? {loader: loader.path, loaderDigest: digestOf(loader.after)} : {}),
          },
          says: `${workdir} is a node with these settings, whatever initenv says`,
        },
        undo: [
          {argv: shell(stopDaemonScript), timeoutMs: patience.stop},
          ...(get('initenv_modify_cbsd_homedir') === '1'
            ? [{argv: ['pw', 'usermod', 'cbsd', '-d', home] as const}]
            : []),
          ...(loader ? [restoreCommand(loader)] : []),
        ],
        undoWhile: ours(get, facts.arch),
        residue: [`what CBSD has made in ${workdir}; the same step can run again over it`],
        seconds: 60,
        ...(loader ? {changes: [loader]} : {}),
      },
    ),
    run('Remove the answers', removal, {
      check: {id: 'path-gone', target: path, expect: {}, says: `${path} is gone`},
      undo: [],
      seconds: 1,
    }),
  ];
}

/** A node that is of another version than its CBSD, or lost a part. */
function againSteps(facts: HostFacts): readonly Step[] {
  const upgrade = upgradeOf(facts);
  if (upgrade) return [upgradeStep(upgrade)];
  if (facts.lacking.length === 0) return [];
  const {workdir, nodeVersion} = facts;
  return [
    initAgain(`Make ${facts.lacking.join(' and ')} of ${workdir} again`, {workdir, from: nodeVersion, to: nodeVersion}),
  ];
}

/** null: workdir and CBSD are of one version, or there is none to compare with. */
export const upgradeOf = ({isNode, distribution, nodeVersion, workdir}: HostFacts): Upgrade | null =>
  !isNode || distribution === '' || nodeVersion === distribution
    ? null
    : {workdir, from: nodeVersion, to: distribution};

const changeSetting = [
  'sqlite3 "$1/var/db/local.sqlite" "UPDATE local SET $2 = \'$3\'" || exit 1',
  'sysrc -qf "$1/nc.inventory" "$2=$3"',
].join('\n');

/** Settings of a node that answers change, as initenv-tui does it: in the database and in the file that scripts read (cbsd-ops 1.7). */
export function settingSteps(view: FormView, {isNode, settings, workdir}: HostFacts): readonly Step[] {
  if (!isNode) return [];
  const fields = view.fields.filter(({id}) => (storedKeys as readonly string[]).includes(id) && given(view, id));
  return fields.flatMap(({id, label, value}) => {
    const old = settings.get(id) ?? '';
    if (old === value || id === 'nodename' || id === 'workdir' || /['"\\$`]/.test(value + old)) return [];
    return [
      run(
        `Set ${label.toLowerCase()} to ${value}`,
        {argv: shell(changeSetting, workdir, id, value), timeoutMs: quick},
        {
          check: {id: 'node-ready', target: workdir, expect: {[id]: value}, says: `${id} is ${value}`},
          undo: [{argv: shell(changeSetting, workdir, id, old), timeoutMs: quick}],
          seconds: 1,
        },
      ),
    ];
  });
}

const archiveSize =
  'size=0; for file in "$1"/tmp/src.*/base.txz; do size=$(stat -f %z "$file" 2>/dev/null) || size=0; done; echo "$size"';

/** CBSD finds a mirror, fetches and unpacks; its archive grows under a folder of its own process (cbsd-ops 7.1). */
export function baseSteps(get: Get, {bases, arch}: HostFacts): readonly Step[] {
  const [ver, workdir] = [get('base'), get('workdir')];
  const name = `base_${arch}_${arch}_${ver}`;
  if (ver === '0' || bases.includes(name)) return [];
  const directory = `${workdir}/basejail/${name}`;
  return [
    run(
      `Fetch the base of FreeBSD ${ver}`,
      cbsd(['repo', 'action=get', 'sources=base', `arch=${arch}`, `ver=${ver}`, 'inter=0'], patience.fetch),
      {
        check: {id: 'path-here', target: `${directory}/bin/sh`, expect: {}, says: `the base is in ${directory}`},
        undo: get('dataset') === '0' ? null : [],
        residue: [`${workdir}/tmp/src.*: a part of the download, for rm -r`],
        seconds: 300,
        progress: {read: {argv: shell(archiveSize, workdir)}, totalBytes: 0},
      },
    ),
  ];
}
