import type {Get} from '../../../model/form.ts';
import type {Check, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {baseName} from '../bases.ts';
import {hostCheck} from '../doctor/verify.ts';
import {installStep} from '../packages.ts';
import {baseStep} from '../plans/base.ts';
import {patience} from '../plans/command.ts';
import type {HostFacts} from './facts.ts';
import {vmModules} from './predict.ts';

const quick = patience.quick;

export function packageSteps(get: Get, {packages}: HostFacts): readonly Step[] {
  const missing = ['cbsd', ...(get('vms') === '1' ? ['tmux'] : [])].filter(name => !packages.has(name));
  if (missing.length === 0) return [];
  const target = missing.join(' ');
  const check: Check = {id: 'packages-here', target, expect: {}, says: `${target} installed`};
  return [installStep(missing, check, get('remove_packages') === '1')];
}

/** Only what a set-up makes is in it: what else came to be there keeps it. */
export const ours = (get: Get, arch: string): Check => ({
  id: 'workdir-ours',
  target: get('workdir'),
  expect: {bases: get('base') === '0' ? '' : baseName({arch, version: get('base'), basename: ''})},
  says: `nothing but CBSD's own is in ${get('workdir')}`,
});

/** The file system or the folder for guests; a mountpoint only where nothing is yet. */
export function placeSteps(get: Get, facts: HostFacts): readonly Step[] {
  const [workdir, dataset] = [get('workdir'), get('dataset')];
  const before: Check = {id: 'place-free', target: workdir, expect: {}, says: `nothing is in ${workdir} yet`};
  if (dataset !== '0') {
    if (facts.datasets.some(({name}) => name === dataset)) return [];
    return [
      {
        before,
        ...run(
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
      },
    ];
  }
  if (facts.names !== null && workdir === facts.workdir) return [];
  return [
    {
      before,
      ...run(
        `Make the folder ${workdir}`,
        {argv: ['mkdir', '-p', workdir], timeoutMs: quick},
        {
          check: {id: 'path-here', target: workdir, expect: {}, says: `${workdir} is there`},
          undo: null,
          residue: [`the folder ${workdir} and what CBSD has made in it, to look into and remove by hand`],
          seconds: 1,
        },
      ),
    },
  ];
}

/** Only where it has none: initenv asks for it then (cbsd-ops 1.5, question 3). rc.conf gets it with the rest. */
export function nameSteps(get: Get, {hostname}: HostFacts): readonly Step[] {
  const name = get('hostname');
  if (hostname !== '') return [];
  return [
    run(
      `Call this host ${name}`,
      {argv: ['hostname', name], timeoutMs: quick},
      {
        check: hostCheck('sysctl', 'kern.hostname', name, `this host is called ${name}`),
        undo: [{argv: ['hostname', ''], timeoutMs: quick}],
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

/** What it fetched goes with the file system that it lies in; a plain folder keeps it. */
export function baseSteps(get: Get, {bases, arch}: HostFacts): readonly Step[] {
  const wish = {platform: 'FreeBSD', arch, version: get('base'), basename: ''};
  if (wish.version === '0' || bases.includes(baseName(wish))) return [];
  return [{...baseStep(wish, get('workdir')), undo: get('dataset') === '0' ? null : []}];
}
